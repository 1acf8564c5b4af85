import type { Finding, RepositoryFile, Rule } from '../reading/rule-finding.ts';

const FOLDER = 'docs/security/';

/** How many requirements of levels 1 and 2 each chapter of ASVS 4.0.3 has, without those that were deleted. */
const REQUIREMENTS: Readonly<Record<string, number>> = { 2: 53, 3: 18, 4: 9, 5: 30, 13: 13 };

const VERDICTS = ['met', 'not applicable', 'open'] as const;

/** `| 2.1.3 | L1 | what it asks | **met** | where and by which test |` */
const ROW = /^\| (\d+)\.\d+\.\d+ \| L[12] \| [^|]+ \| \*\*(met|not applicable|open)\*\* \| ([^|]+) \|$/;
/** `| 2 Authentication | 30 | 12 | 11 | 53 |`: the verdicts in their order, and all together. */
const SUM = /^\| (\d+) [^|]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/;
const TEST_FILE = /`([\w./-]+\.(?:test\.tsx?|e2e\.ts))`/;

/** The titles that a row names, each with the test file that was named before it. */
const namedTests = (text: string): { file: string; title: string }[] => {
  let file = '';
  return [...text.matchAll(new RegExp(`${TEST_FILE.source}|“([^”]+)”`, 'g'))].flatMap(([, path, title]) => {
    if (path !== undefined) file = path;
    return title === undefined ? [] : [{ file, title }];
  });
};

const hasTest = (files: readonly RepositoryFile[], { file, title }: { file: string; title: string }): boolean =>
  files.some(
    ({ path, text }) =>
      (path === file || path.endsWith(`/${file}`)) &&
      ["'", '"', '`'].some((quote) => text.includes(quote + title + quote)),
  );

const findingsOf = (page: RepositoryFile, files: readonly RepositoryFile[]): Finding[] => {
  const findings: Finding[] = [];
  const numbers = new Set<string>();
  const counts = new Map<string, number>();
  const countOf = (chapter: string, verdict: string): number => counts.get(`${chapter} ${verdict}`) ?? 0;

  for (const [at, line] of page.text.split('\n').entries()) {
    const find = (message: string): void => void findings.push({ path: page.path, line: at + 1, message });
    const [number] = /(?<=^\| )\d+\.\d+\.\d+/.exec(line) ?? [];
    const [, chapter = '', verdict = '', proof = ''] = ROW.exec(line) ?? [];
    if (number !== undefined) {
      if (chapter === '') find('is no row: number, level, what it asks, verdict, where');
      if (numbers.has(number)) find(`${number} is there twice: keep one`);
      numbers.add(number);
      counts.set(`${chapter} ${verdict}`, countOf(chapter, verdict) + 1);
      const tests = namedTests(proof);
      if (verdict === 'met' && tests.length === 0) find(`${number} is met, but by no test: name one, or say open`);
      for (const test of tests)
        if (!hasTest(files, test)) find(`${test.file} has no test “${test.title}”: name one that it has`);
    }
    const [, summed = '', ...sums] = SUM.exec(line) ?? [];
    if (summed === '') continue;
    const right = [...VERDICTS.map((name) => countOf(summed, name)), REQUIREMENTS[summed] ?? 0];
    if (sums.join() !== right.join()) find(`the sums of chapter ${summed} are ${right.join(', ')}: write those`);
    const rows = VERDICTS.reduce((sum, name) => sum + countOf(summed, name), 0);
    if (rows !== REQUIREMENTS[summed]) find(`chapter ${summed} has ${rows} rows of ${REQUIREMENTS[summed]}`);
  }
  return findings;
};

/** What a page says of our security is proved by a test, or it is not said. */
export const securityPageRule: Rule = {
  title: 'security pages name tests that exist, and their sums are right',
  check: (files) =>
    files
      .filter(({ path }) => path.startsWith(FOLDER) && path.endsWith('.md'))
      .flatMap((page) => findingsOf(page, files)),
};
