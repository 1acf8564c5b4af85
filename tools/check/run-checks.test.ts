import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type CheckResult, runChecks } from './run-checks.ts';

/** Runs programs in place of the real ones, two at a time. */
const run = async (programs: Record<string, string>) => {
  const root = mkdtempSync(join(tmpdir(), 'run-checks-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'node_modules'));
  const checks = Object.entries(programs).map(([name, text]) => {
    writeFileSync(join(root, 'node_modules', `${name}.mjs`), text);
    return { name, program: [`${name}.mjs`, 'argument'] } as const;
  });
  const results: CheckResult[] = [];
  const allOk = await runChecks({ checks, root, atOnce: 2, onDone: (result) => results.push(result) });
  return { allOk, results };
};

it('says that all is well when every check is', async () => {
  const { allOk, results } = await run({ first: '', second: '', third: 'console.log(process.argv[2])' });
  expect(allOk).toBe(true);
  expect(results.map(({ name, ok }) => ({ name, ok }))).toContainEqual({ name: 'third', ok: true });
  expect(results.find(({ name }) => name === 'third')?.output).toBe('argument\n');
});

it('runs the others although one failed, and keeps what that one said on both outputs', async () => {
  const { allOk, results } = await run({
    good: '',
    bad: 'console.log("line 7 is wrong"); console.error("really"); process.exitCode = 3;',
    missing: 'import "./nowhere.mjs";',
    last: '',
  });
  expect(allOk).toBe(false);
  expect(results.filter(({ ok }) => ok).map(({ name }) => name)).toEqual(['good', 'last']);
  const bad = results.find(({ name }) => name === 'bad')?.output;
  expect(bad).toMatch(/line 7 is wrong/);
  expect(bad).toMatch(/really/);
  expect(bad).toMatch(/ended with 3/);
});
