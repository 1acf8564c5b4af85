import { systemClock as clock } from '@livestreamer/clock';
import { type ExitCode, runCommand } from '../src/commands/index.ts';
import type { Environment } from '../src/config.ts';
import { systemChance as chance } from '../src/platform/index.ts';

/** What a command did. */
export interface CommandOutcome {
  readonly exitCode: ExitCode;
  /** The lines that it printed. */
  readonly printed: string;
  /** What it said beside that. */
  readonly complaints: string;
  /** The bytes that it wrote to its standard output. */
  readonly output: Buffer;
}

interface CommandLineOptions {
  readonly env: Environment;
  /** Its standard input. */
  readonly input?: string;
  readonly signal?: AbortSignal;
  readonly isTerminal?: boolean;
}

/** Runs `livestreamer-server <args>` in this process. */
export const commandLine = async (args: readonly string[], options: CommandLineOptions): Promise<CommandOutcome> => {
  const { env, input = '', signal = new AbortController().signal, isTerminal = false } = options;
  const printed: string[] = [];
  const complaints: string[] = [];
  const output: Uint8Array[] = [];
  const exitCode = await runCommand(args, {
    env,
    clock,
    chance,
    print: (line) => void printed.push(line),
    complain: (line) => void complaints.push(line),
    readInput: async () => input,
    output: { isTerminal, write: async (bytes) => void output.push(Buffer.from(bytes)) },
    signal,
  });
  return { exitCode, printed: printed.join('\n'), complaints: complaints.join('\n'), output: Buffer.concat(output) };
};
