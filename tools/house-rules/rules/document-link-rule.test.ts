import { expect, it } from 'vitest';
import { documentLinkRule } from './document-link-rule.ts';

const TREE = [
  { path: 'docs/guide/going-live.md', text: '# Going live\n## With ffmpeg\n' },
  { path: 'apps/server/src/audio/mount.ts', text: '' },
  { path: 'docs/guide/overview.svg', text: '' },
];

const inReadme = (text: string): string[] =>
  documentLinkRule.check([...TREE, { path: 'README.md', text }]).map(({ line, message }) => `${line} ${message}`);

const inCode = (text: string): string[] =>
  documentLinkRule
    .check([...TREE, { path: 'apps/server/src/main.ts', text }])
    .map(({ line, message }) => `${line} ${message}`);

it('takes links and names that exist, and what is outside', () => {
  expect(
    inReadme(
      '[a](docs/guide/going-live.md#with-ffmpeg) ![b](docs/guide/overview.svg) [c](docs/guide) [d](https://example.org/x) [e](#here)\n' +
        '# Here\n`mount.ts` `audio/mount.ts` `apps/server/src/audio/` `-store.ts` `NNNN-name.sql` `apps/web/dist` `GET /stream` `.test.ts`',
    ),
  ).toEqual([]);
});

it('finds a link to nothing', () => {
  expect(inReadme('\n[a](docs/guide/listening.md)')).toEqual([
    expect.stringMatching(/^2 links to docs\/guide\/listening\.md/),
  ]);
  expect(inReadme('[a](docs/guide/going-live.md#with-obs)')).toEqual([expect.stringMatching(/no such heading/)]);
});

it('finds a file or folder that is not there', () => {
  expect(inReadme('Open `mounts.ts`.')).toEqual([expect.stringMatching(/^1 names mounts\.ts/)]);
  expect(inReadme('Open `apps/server/src/chat/`.')).toHaveLength(1);
});

it('finds comments that send the reader nowhere', () => {
  expect(inCode('// as docs/guide/going-live.md says\n')).toEqual([]);
  expect(inCode('a();\n// measured (NOTES.md 4)\n')).toEqual([
    expect.stringMatching(/^2 sends the reader to NOTES\.md/),
  ]);
  expect(inCode("open('NOTES.md');")).toEqual([]);
});
