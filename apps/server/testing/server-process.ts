import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import type { Environment } from '../src/config.ts';

/** `main.ts` in a process of its own, as people run it. */
export interface ServerProcess {
  /** All that it has said so far. */
  output(): string;
  /** Waits until it has said something like this, and returns the first group (or all) of what matched. */
  says(pattern: RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Waits until it has ended; the exit code, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals>;
}

const SERVER_DIR = fileURLToPath(new URL('..', import.meta.url));
const PATIENCE_MS = 45_000;

interface ServerProcessOptions {
  readonly env: Environment;
  /** A command instead of the start. */
  readonly args?: readonly string[];
  /** JavaScript that runs in the process before the server. */
  readonly before?: string;
}

/** Starts it on a free port, with nothing of this process's environment but the path. */
export const startServerProcess = ({ env, args = [], before = '' }: ServerProcessOptions): ServerProcess => {
  const base = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', LIVESTREAMER_LOG_FORMAT: 'pretty' };
  const child = spawn(
    process.execPath,
    [
      '--conditions=livestreamer-source',
      '--import',
      'tsx',
      '--import',
      `data:text/javascript,${encodeURIComponent(before)}`,
      'src/main.ts',
      ...args,
    ],
    { cwd: SERVER_DIR, env: { ...base, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const pipe of [child.stdout, child.stderr]) {
    pipe.on('data', (text: Buffer) => {
      output += text.toString();
    });
  }
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;

  return {
    output: () => output,
    says: async (pattern) => {
      await vi.waitUntil(() => pattern.test(output) || hasEnded(), { timeout: PATIENCE_MS, interval: 20 });
      const match = pattern.exec(output);
      if (!match) throw new Error(`The server ended without saying ${pattern}:\n${output}`);
      return match[1] ?? match[0];
    },
    kill: (signal) => void child.kill(signal),
    ended: async () => {
      if (!hasEnded()) await once(child, 'exit');
      return child.exitCode ?? child.signalCode ?? 'SIGKILL';
    },
  };
};
