import { expect, it } from 'vitest';
import { anchorsOf, codeWordsIn, linksIn } from './markdown.ts';

it('finds links and pictures, but not in code', () => {
  const text = '[a](docs/a.md#b "title") ![p](p.svg)\n`[no](no.md)`\n```\n[no](no.md)\n```\n<img src="q.svg">';
  expect(linksIn(text)).toEqual([
    { name: 'docs/a.md#b', line: 1 },
    { name: 'p.svg', line: 1 },
    { name: 'q.svg', line: 6 },
  ]);
});

it('finds the words in backticks, but not in fenced blocks', () => {
  expect(codeWordsIn('See `mount.ts`,\n```\n`no.ts`\n```\nand `audio/`.')).toEqual([
    { name: 'mount.ts', line: 1 },
    { name: 'audio/', line: 5 },
  ]);
});

it('makes anchors as GitHub does', () => {
  expect([
    ...anchorsOf('# The ladder\n## To change X, open `Y`\n## Twice\n## Twice\n```\n# no\n```\n## 1. `PUT /stream`'),
  ]).toEqual(['the-ladder', 'to-change-x-open-y', 'twice', 'twice-1', '1-put-stream']);
});
