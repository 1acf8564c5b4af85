import { expect, it } from 'vitest';
import { documentedCommandRule } from './documented-command-rule.ts';

const inReadme = (text: string): string[] =>
  documentedCommandRule
    .check([
      { path: 'package.json', text: '{ "scripts": { "start": "", "demo": "" } }' },
      { path: 'tools/house-rules/land-migrations.ts', text: '' },
      { path: 'README.md', text },
    ])
    .map(({ line, message }) => `${line} ${message}`);

it('takes commands that exist', () => {
  expect(inReadme('`npm start`, `npm run demo`, `npx tsx --x=y tools/house-rules/land-migrations.ts`')).toEqual([]);
});

it('finds a script that package.json does not have', () => {
  expect(inReadme('```\nnpm run deploy\n```')).toEqual([expect.stringMatching(/^2 .* script deploy/)]);
  expect(inReadme('npm test')).toHaveLength(1);
});

it('finds a program that is not there', () => {
  expect(inReadme('npx tsx tools/house-rules/land.ts')).toEqual([
    expect.stringMatching(/land\.ts, which is not there/),
  ]);
});
