import { Command, CommanderError, Option } from 'commander';
import { BITRATES_KBPS, type BitrateKbps } from './capture/capture.ts';
import type { OriginWish } from './capture/origin-choice.ts';
import { parseBitrate, parseHz, parseSavePath, parseStation, parseTitle } from './command-arguments.ts';
import { checkCommand } from './commands/check-command.ts';
import { devicesCommand } from './commands/devices-command.ts';
import { goLiveCommand } from './commands/go-live-command.ts';
import { type LoginOptions, loginCommand } from './commands/login-command.ts';
import { logoutCommand } from './commands/logout-command.ts';
import { createCredentials } from './credentials.ts';
import { CommandFailure, EXIT, EXIT_CODES_HELP, type ExitCode } from './exit-codes.ts';
import type { Machine } from './machine.ts';
import { ENVIRONMENT_HELP } from './source-config.ts';

/** Runs one command line to its end; never throws. `args` are those after the name of the program. */
export const runLivestreamer = async (
  args: readonly string[],
  { machine, version }: { machine: Machine; version: string },
): Promise<ExitCode> => {
  try {
    await buildProgram(machine, version).parseAsync([...args], { from: 'user' });
    return EXIT.OK;
  } catch (error) {
    // Commander has said already what is wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.OK : EXIT.USAGE;
    machine.terminal.complain(error instanceof Error ? error.message : String(error));
    return error instanceof CommandFailure ? error.exitCode : EXIT.FAILED;
  }
};

interface OriginOptions {
  readonly device?: string;
  readonly file?: string;
  readonly loop?: boolean;
  readonly tone?: number;
}

interface ServerOptions {
  readonly server?: string;
  readonly station?: string;
}

interface ShowOptions extends OriginOptions, ServerOptions {
  readonly title?: string;
  readonly bitrate: BitrateKbps;
  readonly save?: string;
}

const buildProgram = (machine: Machine, version: string): Command => {
  const { terminal, config } = machine;
  const surroundings = { machine, credentials: createCredentials(config) };
  const program = new Command('livestreamer')
    .description('Sends what this computer plays to a LiveStreamer server.')
    .version(version)
    .showHelpAfterError('(livestreamer --help shows all commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.write(text),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    })
    .addHelpText('after', EXIT_CODES_HELP + ENVIRONMENT_HELP);

  program
    .command('login')
    .description('sign in to a server; asks for the password, or reads it from standard input')
    .argument('[server]', 'its address, such as https://radio.example.org')
    .option('--login <name>', 'name or e-mail address; asked for without it')
    .option('--code <code>', 'of the second factor, if the account has one; asked for without it')
    .action((server: string | undefined, options: LoginOptions) => loginCommand(server, options, surroundings));

  program
    .command('logout')
    .description('sign out, at the server and here')
    .argument('[server]', 'the one to sign out of; without it the last one signed in to')
    .action((server: string | undefined) => logoutCommand(server, surroundings));

  program
    .command('devices')
    .description('list what can be captured')
    .action(() => devicesCommand(machine));

  withServer(withOrigin(program.command('go-live')))
    .description('go on air; Ctrl-C ends the show')
    .addOption(new Option('--title <title>', 'what the show is called').argParser(parseTitle))
    .addOption(
      new Option('--bitrate <kbps>', `MP3 bit rate: ${BITRATES_KBPS.join(', ')}`).argParser(parseBitrate).default(128),
    )
    .addOption(
      new Option('--save <file.mp3>', 'also write the show to this file, whatever the network does').argParser(
        parseSavePath,
      ),
    )
    .action(({ bitrate, title, save, server, station, ...origin }: ShowOptions, command: Command) =>
      goLiveCommand(
        {
          wish: wishOf(origin, command),
          bitrateKbps: bitrate,
          server,
          station: station ?? null,
          title: title ?? null,
          savePath: save ?? null,
        },
        surroundings,
      ),
    );

  withServer(withOrigin(program.command('check')))
    .description('test all that a show needs, without going on air')
    .action(({ server, station, ...origin }: OriginOptions & ServerOptions, command: Command) =>
      checkCommand({ wish: wishOf(origin, command), server, station: station ?? null }, surroundings),
    );

  return program;
};

const withOrigin = (command: Command): Command =>
  command
    .addOption(
      new Option('--device <name>', 'capture this device: a name or a part of it (default: what this computer plays)'),
    )
    .addOption(new Option('--file <path>', 'send a sound file').conflicts('device'))
    .addOption(new Option('--loop', 'send the file again and again'))
    .addOption(
      new Option('--tone [hz]', 'send a test tone (1000 Hz); needs no ffmpeg and no sound card')
        .argParser(parseHz)
        .preset('1000')
        .conflicts(['device', 'file']),
    );

const withServer = (command: Command): Command =>
  command
    .addOption(new Option('--server <address>', 'the server (default: the last one signed in to)'))
    .addOption(new Option('--station <name>', 'the station (default: that of the server)').argParser(parseStation));

const wishOf = ({ device, file, loop = false, tone }: OriginOptions, command: Command): OriginWish => {
  if (loop && file === undefined) command.error('error: --loop goes with --file', { exitCode: EXIT.USAGE });
  if (tone !== undefined) return { kind: 'tone', hz: tone };
  if (file !== undefined) return { kind: 'file', path: file, loop };
  return { kind: 'device', name: device ?? null };
};
