/** The command line of the server, beside the server itself: `livestreamer-server backup …`. */
export type { CommandSurroundings } from './command-surroundings.ts';
export { type ExitCode, runCommand } from './commands.ts';
