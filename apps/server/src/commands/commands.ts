import { ROLES, type Role } from '@livestreamer/contracts';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { readServerVersion } from '../server-version.ts';
import { backupCommand, backupSizeCommand, verifyCommand } from './backup-command.ts';
import type { CommandSurroundings } from './command-surroundings.ts';
import { configCheckCommand, configDocsCommand } from './config-command.ts';
import { type DoctorWish, doctorCommand } from './doctor-command.ts';
import { type MigrateWish, migrateCommand } from './migrate-command.ts';
import { restoreCommand } from './restore-command.ts';
import { type UserToMake, userCreateCommand, userDisableCommand, userRoleCommand } from './user-command.ts';

/** How a command ends, for scripts. */
export type ExitCode = 0 | 1 | 2;

const WELL = 0;
const PROBLEM = 1;
const WRONG_USAGE = 2;

const HELP = `
Settings come from the environment, as the server has them: DATABASE_URL, DATA_DIR, REDIS_URL … (config docs).
Commands work beside a running server and without one; restore wants none.

Exit codes: 0 all went well; 1 a problem, said in a sentence; 2 the command line is not understood.`;

/** Runs one command to its end; never throws. `args` are those after the name of the program. */
export const runCommand = async (args: readonly string[], surroundings: CommandSurroundings): Promise<ExitCode> => {
  const { complain } = surroundings;
  try {
    await buildCommands(surroundings, await readServerVersion()).parseAsync([...args], { from: 'user' });
    return WELL;
  } catch (error) {
    // Commander has said already what is wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? WELL : WRONG_USAGE;
    if (error instanceof ConfigError)
      complain(`These settings are wrong:\n${error.problems.map((it) => `  - ${it}`).join('\n')}`);
    else complain(error instanceof Error ? error.message : String(error));
    return PROBLEM;
  }
};

const buildCommands = (surroundings: CommandSurroundings, version: string): Command => {
  const { print, complain } = surroundings;
  const settings = (): Config => readConfig(surroundings.env);
  const program = new Command('livestreamer-server')
    .description('The LiveStreamer server, and what is done beside it.')
    .version(version)
    .showHelpAfterError('(livestreamer-server --help shows all commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
    })
    .addHelpText('after', HELP);

  // For its help: main.ts starts the server.
  program.command('start').description('run the server until a signal stops it; the same without any command');

  program
    .command('migrate')
    .description('bring the database to the newest schema, as every start does')
    .option('--check', 'only say what is pending; ends with 1 when something is')
    .option('--backup <file>', 'make a backup first, if something is pending')
    .action((wish: MigrateWish) => migrateCommand(settings(), wish, surroundings));

  addConfigCommands(program, { surroundings, settings });
  addUserCommands(program, { surroundings, settings });

  program
    .command('doctor')
    .description('look at this machine and the way through the proxy; says what is wrong, and which lines to paste')
    .option('--letter <address>', 'send a letter to this address, too')
    .option('--hold <seconds>', 'hold audio for so long, to find what cuts it later than after 6 s', holdSeconds)
    .action((wish: DoctorWish) => doctorCommand(settings(), wish, surroundings));

  const backup = program
    .command('backup')
    .description('put database, recordings, pictures and the server’s secret into one file')
    .argument('<file>', 'what to make, or - for the standard output')
    .action((target: string) => backupCommand(settings(), target, surroundings));
  backup
    .command('size')
    .description('print about how many bytes a backup would have')
    .action(() => backupSizeCommand(settings(), surroundings));
  backup
    .command('verify')
    .description('read a backup to its end, with all its checksums')
    .argument('<file>')
    .action((path: string) => verifyCommand(path, surroundings));

  program
    .command('restore')
    .description('restore a backup onto an empty DATA_DIR and an empty database')
    .argument('<file>')
    .action((path: string) => restoreCommand(settings(), path, surroundings));

  return program;
};

/** Less would not show what is gathered on the way. */
const LEAST_HOLD_SECONDS = 2;
const MOST_HOLD_SECONDS = 600;

const holdSeconds = (text: string): number => {
  const seconds = /^\d+$/.test(text) ? Number(text) : 0;
  if (seconds >= LEAST_HOLD_SECONDS && seconds <= MOST_HOLD_SECONDS) return seconds;
  throw new InvalidArgumentError(`It must be a whole number from ${LEAST_HOLD_SECONDS} to ${MOST_HOLD_SECONDS}.`);
};

interface Building {
  readonly surroundings: CommandSurroundings;
  readonly settings: () => Config;
}

const addConfigCommands = (program: Command, { surroundings, settings }: Building): void => {
  const config = program.command('config').description('look at the settings');
  config
    .command('check')
    .description('say everything that is wrong with the settings, and try to reach what they name')
    .action(() => configCheckCommand(settings(), surroundings));
  config
    .command('docs')
    .description('print all settings')
    .action(() => configDocsCommand(surroundings));
};

const addUserCommands = (program: Command, { surroundings, settings }: Building): void => {
  const user = program.command('user').description('make and change accounts, past the server');
  user
    .command('create')
    .description('make an account that can sign in at once; its password is made up and printed')
    .argument('<name>')
    .requiredOption('--email <address>')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).default('listener'))
    .option('--password-stdin', 'read the password from the standard input instead')
    .action((username: string, wish: UserToMake) => userCreateCommand(settings(), { username, ...wish }, surroundings));
  user
    .command('role')
    .description('give an account these roles and no others')
    .argument('<name>')
    .addArgument(new Argument('<roles...>').choices(ROLES))
    .action((username: string, roles: Role[]) => userRoleCommand(settings(), { username, roles }, surroundings));
  user
    .command('disable')
    .description('ban an account for good and sign it out everywhere')
    .argument('<name>')
    .option('--reason <sentence>', 'what its owner and the log are told', 'Disabled by those who run this server.')
    .action((username: string, { reason }: { reason: string }) =>
      userDisableCommand(settings(), { username, reason }, surroundings),
    );
};
