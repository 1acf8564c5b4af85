import { describe, expect, it } from 'vitest';
import { suiteResult, summaryOf } from './suite-result.ts';

const test = (fullName: string, status: string) => ({ fullName, status });
const report = (...files: { name: string; status: string; assertionResults: ReturnType<typeof test>[] }[]): string =>
  JSON.stringify({ testResults: files });
const run = { title: 'unit', seconds: 1.23, trouble: null };

describe('a suite', () => {
  it('counts what passed and what failed', () => {
    const assertionResults = [test('adds', 'passed'), test('subtracts', 'failed'), test('divides', 'passed')];
    expect(suiteResult({ ...run, report: report({ name: 'sums.ts', status: 'failed', assertionResults }) })).toEqual({
      title: 'unit',
      seconds: 1.23,
      passed: 2,
      failed: 1,
      failures: ['subtracts (failed)'],
    });
  });

  it.each(['skipped', 'pending', 'todo'])('has failed with a test that is %s', (status) => {
    const file = {
      name: 'sums.ts',
      status: 'passed',
      assertionResults: [test('adds', 'passed'), test('divides', status)],
    };
    expect(suiteResult({ ...run, report: report(file) })).toMatchObject({
      passed: 1,
      failed: 1,
      failures: [`divides (${status})`],
    });
  });

  it('has failed with a file that could not be loaded', () => {
    const good = { name: 'good.ts', status: 'passed', assertionResults: [test('adds', 'passed')] };
    const broken = { name: 'broken.ts', status: 'failed', assertionResults: [] };
    expect(suiteResult({ ...run, report: report(good, broken) })).toMatchObject({
      passed: 1,
      failed: 1,
      failures: ['broken.ts (the file failed)'],
    });
  });

  it('has failed when nothing was tested', () => {
    expect(suiteResult({ ...run, report: report() })).toMatchObject({
      passed: 0,
      failed: 1,
      failures: ['unit: not one test ran'],
    });
  });

  it('has failed when the run broke, with all tests passed or with no report', () => {
    const good = report({ name: 'good.ts', status: 'passed', assertionResults: [test('adds', 'passed')] });
    for (const written of [good, null]) {
      expect(suiteResult({ ...run, report: written, trouble: 'vitest ended with 1' })).toMatchObject({
        failed: 1,
        failures: ['unit: vitest ended with 1'],
      });
    }
  });
});

describe('the summary', () => {
  it('names what failed and ends with the sum', () => {
    const results = [
      { title: 'unit', passed: 12, failed: 0, seconds: 3, failures: [] },
      { title: 'e2e', passed: 1, failed: 2, seconds: 60, failures: ['goes live (failed)', 'plays (skipped)'] },
    ];
    const lines = summaryOf(results).split('\n');
    expect(lines.slice(0, 2)).toEqual(['FAILED  goes live (failed)', 'FAILED  plays (skipped)']);
    expect(lines.at(-1)).toBe('13 passed, 2 failed');
    expect(lines.find((line) => line.startsWith('e2e'))).toMatch(/^e2e +1 +2 +60\.0$/);
  });

  it('is a sum even when nothing ran', () => {
    expect(summaryOf([]).split('\n').at(-1)).toBe('0 passed, 0 failed');
  });
});
