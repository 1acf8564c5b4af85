import { expect, it } from 'vitest';
import { fileSizeRule } from './file-size-rule.ts';

const lines = (count: number): string => 'a();\n'.repeat(count);

it('takes 300 lines, and finds one more', () => {
  expect(fileSizeRule.check([{ path: 'apps/server/src/a.ts', text: lines(300) }])).toEqual([]);
  expect(fileSizeRule.check([{ path: 'apps/server/src/a.test.ts', text: lines(301) }])[0]?.message).toMatch(
    /^has 301 lines/,
  );
});

it('does not count documents and lists', () => {
  expect(
    fileSizeRule.check([
      { path: 'package-lock.json', text: lines(900) },
      { path: 'docs/a.md', text: lines(400) },
    ]),
  ).toEqual([]);
});
