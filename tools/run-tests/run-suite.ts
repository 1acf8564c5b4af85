import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SuiteResult, suiteResult } from './suite-result.ts';
import type { TestSuite } from './test-suites.ts';

/** Time to end what the tests started, before everything of the suite is killed. */
const GRACE_MS = 20_000;

interface SuiteRunOptions {
  readonly suite: TestSuite;
  readonly root: string;
  /** For vitest's report. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly output: 'inherit' | 'ignore';
  /** Ends the suite early. */
  readonly signal: AbortSignal;
}

/** Runs vitest on one suite. */
export const runSuite = async ({ suite, root, folder, env, output, signal }: SuiteRunOptions): Promise<SuiteResult> => {
  const { title, args, withinMs } = suite;
  const begin = performance.now();
  const reportFile = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  // A process group of its own: all of it can be ended, and Ctrl-C reaches it through us only.
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args, ...reporters], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  const end = { reason: null as string | null };
  const killGroup = (how: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, how);
    } catch {
      // It ended meanwhile.
    }
  };
  const stop = (reason: string): void => {
    end.reason ??= reason;
    killGroup('SIGTERM');
    setTimeout(() => killGroup('SIGKILL'), GRACE_MS).unref();
  };
  const deadline = setTimeout(() => stop(`not done within ${withinMs / 1000} s`), withinMs);
  const interrupt = (): void => stop('interrupted');
  signal.addEventListener('abort', interrupt, { once: true });
  if (signal.aborted) interrupt();
  const trouble = await once(child, 'exit').then(
    ([code, killedBy]) => end.reason ?? (code === 0 ? null : `vitest ended with ${code ?? killedBy}`),
    (error: Error) => error.message,
  );
  clearTimeout(deadline);
  signal.removeEventListener('abort', interrupt);
  killGroup('SIGKILL');
  const report = await readFile(reportFile, 'utf8').catch(() => null);
  return suiteResult({ title, seconds: (performance.now() - begin) / 1000, report, trouble });
};
