import { expect, it } from 'vitest';
import { securityPageRule } from './security-page-rule.ts';

const TEST = { path: 'apps/server/src/sign-in.test.ts', text: "test('a wrong password is refused', () => {});" };
const rows = (count: number): string[] =>
  Array.from({ length: count }, (_, place) => `| 4.1.${place + 3} | L1 | something | **open** | nobody did it |`);
const PAGE = [
  '| 4.1.1 | L1 | something | **met** | `sign-in.ts`; `sign-in.test.ts` “a wrong password is refused” |',
  '| 4.1.2 | L2 | something | **not applicable** | there is none |',
  ...rows(7),
  '| 4 Access control | 1 | 1 | 7 | 9 |',
];

const messagesOf = (lines: readonly string[]): string[] =>
  securityPageRule
    .check([TEST, { path: 'docs/security/asvs.md', text: lines.join('\n') }])
    .map(({ line, message }) => `${line} ${message}`);
const changed = (at: number, line: string): string[] => messagesOf(PAGE.with(at, line));

it('takes a page whose tests exist and whose sums are right', () => {
  expect(messagesOf(PAGE)).toEqual([]);
});

it('finds a test that is not there, and one that another file has', () => {
  const row = (proof: string): string => `| 4.1.1 | L1 | something | **met** | ${proof} |`;
  expect(changed(0, row('`sign-in.test.ts` “a password”'))).toEqual([
    '1 sign-in.test.ts has no test “a password”: name one that it has',
  ]);
  expect(changed(0, row('`other.test.ts` “a wrong password is refused”'))).toHaveLength(1);
});

it('finds what is said to be met without a test', () => {
  expect(changed(0, '| 4.1.1 | L1 | something | **met** | `sign-in.ts` |')[0]).toMatch(
    /^1 4\.1\.1 is met, but by no test/,
  );
});

it('finds wrong sums, missing rows, rows that are there twice and rows that are none', () => {
  expect(changed(9, '| 4 Access control | 2 | 1 | 6 | 9 |')).toEqual([
    '10 the sums of chapter 4 are 1, 1, 7, 9: write those',
  ]);
  expect(messagesOf(PAGE.toSpliced(5, 1)).join()).toContain('chapter 4 has 8 rows of 9');
  expect(changed(3, rows(1)[0] ?? '').join()).toContain('4.1.3 is there twice');
  expect(changed(2, '| 4.1.3 | L1 | something | maybe | x |').join()).toContain('3 is no row');
});
