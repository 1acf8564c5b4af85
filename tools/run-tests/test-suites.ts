/** One run of vitest. */
export interface TestSuite {
  /** What a person picks it by: `npm test -- server`. Several suites may share a word. */
  readonly word: 'unit' | 'server' | 'e2e';
  readonly title: string;
  /** Arguments for `vitest run`. */
  readonly args: readonly string[];
  /** Wants the system's own PostgreSQL and Redis. */
  readonly onServices: boolean;
  readonly withinMs: number;
}

const MINUTE_MS = 60_000;

/** All tests there are, in the order they run. */
export const TEST_SUITES: readonly TestSuite[] = [
  { word: 'unit', title: 'unit', args: ['--project', 'unit'], onServices: false, withinMs: 10 * MINUTE_MS },
  {
    word: 'server',
    title: 'server, embedded PostgreSQL, state in process',
    args: ['--project', 'server'],
    onServices: false,
    withinMs: 20 * MINUTE_MS,
  },
  {
    word: 'server',
    title: "server, the system's PostgreSQL, Redis",
    // The supervisor's own tests know no other PostgreSQL.
    args: ['--project', 'server', 'apps/server/'],
    onServices: true,
    withinMs: 20 * MINUTE_MS,
  },
  { word: 'e2e', title: 'e2e', args: ['--project', 'e2e'], onServices: false, withinMs: 40 * MINUTE_MS },
];

/** The suites that the words on the command line mean; all for none. A sentence for a word that means none. */
export const suitesFor = (words: readonly string[]): readonly TestSuite[] | string => {
  const known: readonly string[] = [...new Set(TEST_SUITES.map(({ word }) => word))];
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) return `There is no suite "${unknown}". There are: ${known.join(', ')}.`;
  return words.length === 0 ? TEST_SUITES : TEST_SUITES.filter(({ word }) => words.includes(word));
};
