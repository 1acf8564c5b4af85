import { expect, it } from 'vitest';
import { importCycleRule } from './import-cycle-rule.ts';

const file = (path: string, ...specifiers: string[]) => ({
  path,
  text: specifiers.map((specifier) => `import type { A } from '${specifier}';`).join('\n'),
});

it('has nothing against a diamond', () => {
  const files = [file('a.ts', './b.ts', './c.ts'), file('b.ts', './d.ts'), file('c.ts', './d.ts'), file('d.ts')];
  expect(importCycleRule.check(files)).toEqual([]);
});

it('finds a circle and shows the way round', () => {
  const files = [file('x/a.ts', 'zod', './b.ts'), file('x/b.ts', '../y/c.ts'), file('y/c.ts', '../x/a.ts')];
  const [finding] = importCycleRule.check(files);
  expect(finding).toMatchObject({ path: 'x/a.ts', line: 2 });
  expect(finding?.message).toContain('x/a.ts → x/b.ts → y/c.ts → x/a.ts');
});

it('finds two circles that share a file', () => {
  const files = [file('a.ts', './b.ts', './c.ts'), file('b.ts', './a.ts'), file('c.ts', './a.ts')];
  expect(importCycleRule.check(files)).toHaveLength(2);
});
