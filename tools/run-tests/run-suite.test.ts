import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runSuite } from './run-suite.ts';
import type { TestSuite } from './test-suites.ts';

/** A repository with vitest and these test files. */
const repositoryWith = (files: Record<string, string>): string => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'run-suite-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'));
  writeFileSync(
    join(root, 'vitest.config.mjs'),
    "export default { test: { globals: true, include: ['*.check.mjs'] } };",
  );
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
};

const suite: TestSuite = { word: 'unit', title: 'unit', args: [], onServices: false, withinMs: 60_000 };

const run = (root: string, { withinMs = 60_000, signal = new AbortController().signal } = {}) =>
  runSuite({ suite: { ...suite, withinMs }, root, folder: root, env: process.env, output: 'ignore', signal });

const DEADLINE_MS = 90_000;

it(
  'counts the tests of a real run: passed, failed, skipped, and a file that does not load',
  async () => {
    const root = repositoryWith({
      'good.check.mjs': "it('adds', () => expect(1 + 1).toBe(2));",
      'bad.check.mjs': "it('breaks', () => expect(1 + 1).toBe(3)); it.skip('is left out', () => {});",
      'broken.check.mjs': "import './nowhere.mjs';",
    });
    const { passed, failed, failures } = await run(root);
    expect({ passed, failed }).toEqual({ passed: 1, failed: 3 });
    expect([...failures].sort().join('\n')).toMatch(
      /broken\.check\.mjs \(the file failed\)\nbreaks \(failed\)\nis left out/,
    );
  },
  DEADLINE_MS,
);

it(
  'fails a run that found no tests',
  async () => {
    expect(await run(repositoryWith({}))).toMatchObject({ passed: 0, failed: 1 });
  },
  DEADLINE_MS,
);

it(
  'ends a run that hangs, and fails it',
  async () => {
    const root = repositoryWith({ 'hung.check.mjs': "it('hangs', () => new Promise(() => {}), 0);" });
    const { failed, failures } = await run(root, { withinMs: 3_000 });
    expect({ failed, failures }).toEqual({ failed: 1, failures: ['unit: not done within 3 s'] });
  },
  DEADLINE_MS,
);

it(
  'ends a run that is interrupted, and fails it',
  async () => {
    const root = repositoryWith({ 'hung.check.mjs': "it('hangs', () => new Promise(() => {}), 0);" });
    expect(await run(root, { signal: AbortSignal.abort() })).toMatchObject({
      failed: 1,
      failures: ['unit: interrupted'],
    });
  },
  DEADLINE_MS,
);
