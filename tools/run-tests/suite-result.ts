/** How a suite went. */
export interface SuiteResult {
  readonly title: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** A line for each thing that failed. */
  readonly failures: readonly string[];
}

interface SuiteRun {
  readonly title: string;
  readonly seconds: number;
  /** What vitest's JSON reporter wrote; null when it wrote nothing. */
  readonly report: string | null;
  /** Why the run did not end well as a whole: a signal, a deadline, an exit code; null for a good end. */
  readonly trouble: string | null;
}

/**
 * Counts a run. A test that was skipped, a file that could not be loaded, a run that broke, and a run with no test at all are
 * failures: nothing that was not tested may look as if it were.
 */
export const suiteResult = ({ title, seconds, report, trouble }: SuiteRun): SuiteResult => {
  const files = filesIn(report);
  const tests = files.flatMap(({ tests }) => tests);
  const failures = [
    ...tests.filter(({ status }) => status !== 'passed').map(({ name, status }) => `${name} (${status})`),
    ...files
      .filter(({ status, tests }) => status === 'failed' && tests.every(isPassed))
      .map(({ name }) => `${name} (the file failed)`),
  ];
  const passed = tests.filter(isPassed).length;
  if (failures.length === 0 && (trouble !== null || passed === 0))
    failures.push(`${title}: ${trouble ?? 'not one test ran'}`);
  return { title, seconds, passed, failed: failures.length, failures };
};

/** The table of all suites, and as its last line the sum. */
export const summaryOf = (results: readonly SuiteResult[]): string => {
  const width = Math.max(...results.map(({ title }) => title.length), 5);
  const row = (title: string, ...cells: readonly string[]): string =>
    [title.padEnd(width), ...cells.map((cell) => cell.padStart(8))].join('  ');
  const sum = (figure: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[figure], 0);
  return [
    ...results.flatMap(({ failures }) => failures.map((failure) => `FAILED  ${failure}`)),
    '',
    row('suite', 'passed', 'failed', 'seconds'),
    ...results.map(({ title, passed, failed, seconds }) =>
      row(title, String(passed), String(failed), seconds.toFixed(1)),
    ),
    '',
    `${sum('passed')} passed, ${sum('failed')} failed`,
  ].join('\n');
};

interface ReportedTest {
  readonly name: string;
  readonly status: string;
}

interface ReportedFile {
  readonly name: string;
  readonly status: string;
  readonly tests: readonly ReportedTest[];
}

const isPassed = ({ status }: ReportedTest): boolean => status === 'passed';

const filesIn = (report: string | null): ReportedFile[] => {
  const parsed: unknown = report === null ? null : JSON.parse(report);
  return listIn(parsed, 'testResults').map((file) => ({
    name: textIn(file, 'name'),
    status: textIn(file, 'status'),
    tests: listIn(file, 'assertionResults').map((test) => ({
      name: textIn(test, 'fullName'),
      status: textIn(test, 'status'),
    })),
  }));
};

const valueIn = (object: unknown, key: string): unknown =>
  typeof object === 'object' && object !== null
    ? Object.entries(object).find(([name]) => name === key)?.[1]
    : undefined;

const listIn = (object: unknown, key: string): unknown[] => {
  const value = valueIn(object, key);
  return Array.isArray(value) ? value : [];
};

const textIn = (object: unknown, key: string): string => String(valueIn(object, key) ?? 'unknown');
