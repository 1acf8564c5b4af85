import { systemClock as clock } from '@livestreamer/clock';
import { type CommandSurroundings, runCommand } from './commands/index.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { logWhatLibrariesPrint } from './log-libraries.ts';
import { systemChance as chance, type Logger } from './platform/index.ts';
import { createServer } from './server.ts';

/** All parts together; whatever hangs after that is cut off. */
const STOP_DEADLINE_MS = 10_000;
/** Ctrl-C reaches the server twice when npm started it: from the terminal and from npm. */
const SAME_SIGNAL_MS = 500;

const printError = (text: string): void => void process.stderr.write(`${text}\n`);

const configOrNull = (): Config | null => {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    printError(`LiveStreamer cannot start with these settings:\n${error.problems.map((it) => `  - ${it}`).join('\n')}`);
    process.exitCode = 1;
    return null;
  }
};

/** Whoever reads the output may go away; the show goes on. */
const outliveReaders = (): void => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
};

const run = async (config: Config): Promise<void> => {
  const pretty = config.logFormat === 'pretty' || (config.logFormat === 'auto' && process.stdout.isTTY);
  const log: Logger = createLog({
    level: config.logLevel,
    format: pretty ? 'pretty' : 'json',
    write: (line) => void process.stdout.write(line),
  });
  logWhatLibrariesPrint({ log, console, process });
  // For people a sentence stands alone; programs get an entry like any other, but for a secret.
  const announce = (sentence: string, kind?: 'secret'): void => {
    if (pretty) process.stdout.write(`${sentence}\n`);
    else if (kind === 'secret') printError(sentence);
    else log.info({}, sentence);
  };
  const server = createServer(config, { log, announce, isForPeople: pretty });
  let stoppedBy: { atMs: number } | null = null;

  const stop = async (sentence: string, exitCode: number): Promise<void> => {
    if (exitCode !== 0) process.exitCode = exitCode;
    if (stoppedBy) return;
    stoppedBy = { atMs: clock.monotonicMs() };
    announce(sentence);
    clock.after(STOP_DEADLINE_MS, () => process.exit(1));
    await server.stop();
    announce('LiveStreamer has stopped.');
    process.exit();
  };

  const onSignal = (signal: NodeJS.Signals): void => {
    if (stoppedBy && clock.monotonicMs() - stoppedBy.atMs > SAME_SIGNAL_MS) process.exit(1);
    void stop(`Stopping (${signal}). Once more to stop at once.`, 0);
  };
  // SIGHUP: the terminal that it was started from is closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(kind, (error: unknown) => {
      log.error({ err: error, kind }, 'An error that nobody foresaw; stopping.');
      void stop('Stopping because of an error.', 1);
    });
  }

  try {
    await server.start();
  } catch (error) {
    if (stoppedBy) return;
    log.debug({ err: error }, 'The start failed.');
    printError(`LiveStreamer cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
};

/** A command of the command line. A signal makes it undo what it did; the second one ends it at once. */
const runBeside = async (args: readonly string[]): Promise<void> => {
  const interrupts = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (interrupts.signal.aborted) process.exit(1);
      printError(`Stopping (${signal}). Once more to end at once.`);
      interrupts.abort(new Error(`Stopped by ${signal}.`));
    });
  const surroundings: CommandSurroundings = {
    env: process.env,
    clock,
    chance,
    print: (line) => void process.stdout.write(`${line}\n`),
    complain: printError,
    readInput: async () => Buffer.concat(await process.stdin.toArray()).toString('utf8'),
    output: {
      isTerminal: process.stdout.isTTY === true,
      write: (bytes) =>
        new Promise((resolve, reject) => {
          process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
        }),
    },
    signal: interrupts.signal,
  };
  process.exitCode = await runCommand(args, surroundings);
  // What a command that only looks still waits for is of no use any more.
  if (interrupts.signal.aborted) process.exit();
};

outliveReaders();
const args = process.argv.slice(2);
if (args.length > 1 || (args[0] ?? 'start') !== 'start') await runBeside(args);
else {
  const config = configOrNull();
  if (config) await run(config);
}
