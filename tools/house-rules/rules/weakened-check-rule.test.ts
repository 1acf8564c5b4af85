import { expect, it } from 'vitest';
import { weakenedCheckRule } from './weakened-check-rule.ts';

const lines = (text: string, path = 'apps/server/src/audio/mount.test.ts'): number[] =>
  weakenedCheckRule.check([{ path, text }]).map(({ line }) => line);

it.each([
  "it.only('a', () => {});",
  "describe.skip('a', () => {});",
  "it.concurrent.todo('a');",
  "it.skipIf(!redis)('a', () => {});",
  "xit('a', () => {});",
  "vi.mock('./listener.ts');",
  '// @ts-ignore because it is late',
  '// @ts-expect-error',
  '// biome-ignore lint/suspicious/noExplicitAny: no',
  '/* biome-ignore format */',
])('finds: %s', (text) => {
  expect(lines(`\n${text}`)).toEqual([2]);
});

it('takes a reason', () => {
  expect(lines('// biome-ignore lint/suspicious/noConsole: a program for people speaks to them')).toEqual([]);
  expect(lines('// @ts-expect-error the page hands in what it likes')).toEqual([]);
  expect(
    lines(
      '/* stylelint-disable-next-line property-no-vendor-prefix -- Safari 15 needs it still */',
      'apps/web/src/ui/range.module.scss',
    ),
  ).toEqual([]);
});

it('finds silenced style checks', () => {
  expect(lines('/* stylelint-disable */', 'apps/web/src/ui/range.module.scss')).toEqual([1]);
});

it('does not mind the words elsewhere', () => {
  expect(lines("decision.skip; counters.only; test('.only'); it('may skip', run); unit.todo;")).toEqual([]);
});
