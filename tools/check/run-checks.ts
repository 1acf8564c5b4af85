import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Check } from './check-list.ts';

/** How a check went. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  /** All that it printed. */
  readonly output: string;
}

interface RunChecksOptions {
  readonly checks: readonly Check[];
  readonly root: string;
  /** How many run at once. */
  readonly atOnce: number;
  /** Hears of each as soon as it is done. */
  readonly onDone: (result: CheckResult) => void;
}

const WITHIN_MS = 5 * 60_000;

/** Runs all checks, also after one failed. True when all are ok. */
export const runChecks = async ({ checks, root, atOnce, onDone }: RunChecksOptions): Promise<boolean> => {
  const waiting = [...checks];
  let allOk = true;
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await runCheck(check, root);
      allOk &&= result.ok;
      onDone(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return allOk;
};

const runCheck = ({ name, program: [file, ...args] }: Check, root: string): Promise<CheckResult> =>
  new Promise((resolve) => {
    const begin = performance.now();
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: WITHIN_MS,
    });
    const output: Buffer[] = [];
    for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (chunk: Buffer) => output.push(chunk));
    const done = (ok: boolean, end: string): void => {
      const seconds = (performance.now() - begin) / 1000;
      resolve({ name, ok, seconds, output: `${Buffer.concat(output)}${ok ? '' : `\n(${end})`}` });
    };
    child.once('error', (error) => done(false, error.message));
    child.once('close', (code, signal) => done(code === 0, `ended with ${code ?? signal}`));
  });
