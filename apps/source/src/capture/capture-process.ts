import { spawn } from 'node:child_process';
import type { Clock } from '@livestreamer/clock';

/** How a capturing program came to its end. */
export interface ProcessEnd {
  /** It ended with exit code 0. */
  readonly well: boolean;
  /** The last that it said, on one line; when it said nothing, how it ended. */
  readonly lastWords: string;
}

export interface CaptureProcess {
  /** Asks it to end, and ends it by force after a moment; resolves when `onEnd` was called. */
  stop(): Promise<void>;
}

export interface ProcessPlan {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly onStdout: (bytes: Uint8Array) => void;
  /** What it writes to file descriptor 3; without this there is none. */
  readonly onPipe3?: (bytes: Uint8Array) => void;
}

const STOP_DEADLINE_MS = 2_000;
/** After force nothing of its group is left; whoever made a group of its own may hold the pipes for ever. */
const FORCE_DEADLINE_MS = 1_000;
/** So much of what a program says on stderr is kept: a few lines. */
const LAST_WORDS_CHARACTERS = 400;

/**
 * Runs one capturing program. It gets a process group of its own, so that Ctrl-C in the terminal reaches only
 * the source client, which then ends things in order, and so that a script around the program ends with it.
 */
export const runCaptureProcess = (
  { command, args, environment, onStdout, onPipe3 }: ProcessPlan,
  { clock, onEnd }: { clock: Clock; onEnd: (end: ProcessEnd) => void },
): CaptureProcess => {
  const child = spawn(command, args, {
    env: environment,
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe', onPipe3 ? 'pipe' : 'ignore'],
  });
  const signal = (name: NodeJS.Signals): void => {
    if (process.platform === 'win32' || child.pid === undefined) return void child.kill(name);
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group is gone.
    }
  };
  const letGo = (): void => {
    for (const pipe of child.stdio) pipe?.destroy();
  };
  let said = '';
  let failure: string | null = null;

  child.stdout?.on('data', onStdout);
  child.stdio[3]?.on('data', (bytes: Buffer) => onPipe3?.(bytes));
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (words: string) => {
    said = (said + words).slice(-LAST_WORDS_CHARACTERS);
  });
  child.on('error', (error) => {
    failure = `${command} could not be started (${error.message})`;
  });

  const ended = new Promise<void>((resolve) => {
    // `close` comes after the last bytes of all pipes, and also after a failed start.
    child.on('close', (code, signal) => {
      const words = failure ?? said.trim().replaceAll(/\s*\n\s*/g, ' · ');
      onEnd({ well: code === 0, lastWords: words === '' ? `by ${signal ?? `exit code ${code}`}` : words });
      resolve();
    });
  });

  return {
    stop: async () => {
      signal('SIGTERM');
      const force = clock.after(STOP_DEADLINE_MS, () => signal('SIGKILL'));
      const last = clock.after(STOP_DEADLINE_MS + FORCE_DEADLINE_MS, letGo);
      await ended;
      force.cancel();
      last.cancel();
    },
  };
};
