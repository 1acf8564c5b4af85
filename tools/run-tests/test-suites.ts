/** One run of vitest. */
export interface TestSuite {
  /** What a person picks it by: `npm test -- server`. Several suites may share a word. */
  readonly word: 'unit' | 'server' | 'e2e' | 'e2e-nginx' | 'e2e-15' | 'e2e-18' | 'faults';
  readonly title: string;
  /** Arguments for `vitest run`. */
  readonly args: readonly string[];
  /** Wants the system's own PostgreSQL and Redis. */
  readonly onServices: boolean;
  readonly withinMs: number;
  /** Further settings of the tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** Runs only when somebody asks for it: the same journeys again, on other ground. */
  readonly onlyAsked?: true;
}

const MINUTE_MS = 60_000;

const JOURNEYS = { args: ['--project', 'e2e'], onServices: false, withinMs: 40 * MINUTE_MS } as const;

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
  { word: 'e2e', title: 'e2e', ...JOURNEYS },
  {
    word: 'e2e-nginx',
    title: 'e2e, everything through nginx with TLS and HTTP/2',
    ...JOURNEYS,
    env: { LIVESTREAMER_E2E_FRONT: 'nginx' },
    onlyAsked: true,
  },
  {
    word: 'e2e-15',
    title: "e2e, the system's PostgreSQL, Redis",
    ...JOURNEYS,
    env: { LIVESTREAMER_E2E_SERVICES: 'system' },
    onlyAsked: true,
  },
  {
    word: 'e2e-18',
    title: 'e2e, the newest PostgreSQL as one of its own, Redis',
    ...JOURNEYS,
    env: { LIVESTREAMER_E2E_SERVICES: 'newest' },
    onlyAsked: true,
  },
  {
    word: 'faults',
    title: 'faults in the middle of a show',
    args: ['--project', 'faults'],
    onServices: false,
    withinMs: 20 * MINUTE_MS,
    onlyAsked: true,
  },
];

/** The suites that the words on the command line mean; for none all but those that run only when asked. A sentence for a word that means none. */
export const suitesFor = (words: readonly string[]): readonly TestSuite[] | string => {
  const known: readonly string[] = [...new Set(TEST_SUITES.map(({ word }) => word))];
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) return `There is no suite "${unknown}". There are: ${known.join(', ')}.`;
  return words.length === 0
    ? TEST_SUITES.filter(({ onlyAsked }) => !onlyAsked)
    : TEST_SUITES.filter(({ word }) => words.includes(word));
};
