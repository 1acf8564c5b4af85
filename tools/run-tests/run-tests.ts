import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { startTestServices } from '../test-services/test-services.ts';
import { runSuite } from './run-suite.ts';
import { endProcesses, heads, RUN_MARK, strayProcesses } from './stray-processes.ts';
import { type SuiteResult, suiteResult, summaryOf } from './suite-result.ts';
import { suitesFor, type TestSuite } from './test-suites.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** All temporary files of the run; open, for what runs as another user. */
const makeRunFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'livestreamer-tests-')));
  chmodSync(folder, 0o755);
  return folder;
};

interface Run {
  /** Its path stays short: sockets in it may have 100 letters or so. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const runOne = async (suite: TestSuite, { folder, signal }: Run): Promise<SuiteResult> => {
  console.log(`\n━━━ ${suite.title} ━━━\n`);
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...suite.env,
    TMPDIR: join(folder, 'tmp'),
    [RUN_MARK]: basename(dirname(folder)),
  };
  delete env['TEST_DATABASE_URL'];
  delete env['TEST_REDIS_URL'];
  const options = { suite, root: ROOT, folder, output: 'inherit', signal } as const;
  try {
    if (!suite.onServices) return await runSuite({ ...options, env });
    const services = await startTestServices(join(folder, 'services'));
    try {
      const urls = { TEST_DATABASE_URL: services.databaseUrl, TEST_REDIS_URL: services.redisUrl };
      return await runSuite({ ...options, env: { ...env, ...urls } });
    } finally {
      await services.stop();
    }
  } catch (error) {
    return suiteResult({ title: suite.title, seconds: 0, report: null, trouble: String(error) });
  }
};

const cleanUp = async (folder: string): Promise<void> => {
  const find = () => strayProcesses({ mark: basename(folder), folder });
  for (const { pid, command } of heads(find()))
    console.log(`Left running by the tests, ended now: process ${pid}, ${command}`);
  await endProcesses(find);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
};

const runTests = async (suites: readonly TestSuite[]): Promise<void> => {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interruption.abort(signal));
  const folder = makeRunFolder();
  const results: SuiteResult[] = [];
  try {
    for (const [index, suite] of suites.entries()) {
      if (interruption.signal.aborted) break;
      results.push(await runOne(suite, { folder: join(folder, String(index)), signal: interruption.signal }));
    }
  } finally {
    await cleanUp(folder);
  }
  process.exitCode = results.every(({ failed }) => failed === 0) ? 0 : 1;
  if (interruption.signal.aborted) process.exitCode = 130;
  console.log(summaryOf(results));
};

// Folders that we make are entered by what runs as another user.
process.umask(0o022);
const suites = suitesFor(process.argv.slice(2));
if (typeof suites === 'string') {
  console.error(suites);
  process.exitCode = 1;
} else await runTests(suites);
