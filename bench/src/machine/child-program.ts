import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

/** How long a program may take to end when told to. */
const STOP_MS = 20_000;
const KEPT_LINES = 20;

export interface ChildProgram {
  readonly pid: number;
  /** The next line on its standard output. Rejects when it ends, or `timeoutMs` have passed, before there is one. */
  line(timeoutMs: number): Promise<string>;
  /** Writes a line to its standard input. */
  say(line: string): void;
  /** Throws a sentence with its last words when it is not running any more. */
  assertRunning(): void;
  stop(): Promise<void>;
}

interface ProgramOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Which cores it may use. */
  readonly cores: readonly number[];
  readonly env?: NodeJS.ProcessEnv;
  /** As whom it runs; as ourselves when not given. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** Aborted when the bench is interrupted. */
  readonly signal: AbortSignal;
}

/** Starts a program on its cores. `taskset` becomes the program, so the pid is its own. */
export const startProgram = ({ command, args, cores, env, account, signal }: ProgramOptions): ChildProgram => {
  const child = spawn('taskset', ['--cpu-list', cores.join(','), command, ...args], {
    stdio: 'pipe',
    signal,
    ...account,
    ...(env && { env }),
  });
  const lines: string[] = [];
  const lastWords: string[] = [];
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const keep = (line: string): void => {
    lastWords.push(line);
    if (lastWords.length > KEPT_LINES) lastWords.shift();
  };
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => {
    keep(line);
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
  });
  createInterface({ input: child.stderr }).on('line', keep);
  child.stdin.on('error', () => undefined);
  child.on('error', ({ message }) => keep(message));
  const endWithUs = (): void => void child.kill('SIGTERM');
  process.once('exit', endWithUs);
  // Not events.once: it would be over with the 'error' of an aborted signal, before the program has ended.
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void closed.then(() => process.removeListener('exit', endWithUs));

  const assertRunning = (): void => {
    if (isRunning()) return;
    throw new Error([`${command} ended by itself. Its last words:`, ...lastWords].join('\n  '));
  };

  return {
    pid: child.pid ?? 0,
    line: async (timeoutMs) => {
      const timeout = AbortSignal.timeout(timeoutMs);
      while (lines.length === 0 && !timeout.aborted) {
        if (!isRunning()) {
          await closed; // what it said last may still be in the pipe
          break;
        }
        await Promise.race([once(output, 'line', { signal: timeout }), closed]).catch(() => undefined);
      }
      const line = lines.shift();
      if (line !== undefined) return line;
      assertRunning();
      throw new Error(`${command} said nothing for ${timeoutMs} ms.`);
    },
    say: (line) => void child.stdin.write(`${line}\n`),
    assertRunning,
    stop: async () => {
      if (isRunning()) child.kill('SIGTERM');
      const timer = new AbortController();
      await Promise.race([closed, wait(STOP_MS, undefined, { signal: timer.signal }).catch(() => undefined)]);
      timer.abort();
      if (isRunning()) child.kill('SIGKILL');
      await closed;
    },
  };
};
