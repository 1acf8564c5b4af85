import { expect, it } from 'vitest';
import { fileNameRule } from './file-name-rule.ts';

const messages = (...paths: string[]): string[] =>
  fileNameRule.check(paths.map((path) => ({ path, text: '' }))).map(({ path, message }) => `${path} ${message}`);

it('takes kebab-case names, and those that programs prescribe', () => {
  expect(
    messages(
      'README.md',
      'GLOSSARY.md',
      'LICENSE',
      '.env.example',
      'tsconfig.base.json',
      'apps/server/migrations/0001-accounts.sql',
      'apps/server/src/audio/index.ts',
      'apps/server/src/realtime/index.ts',
      'apps/server/src/audio/relay.redis.ts',
      'apps/web/src/ui/button/button.module.scss',
      'bench/results/2026-11-22.md',
    ),
  ).toEqual([]);
});

it('finds other names and folders', () => {
  expect(messages('apps/web/src/ui/PlayButton.tsx')).toEqual([expect.stringMatching(/not kebab-case/)]);
  expect(messages('docs/Setup.md')).toEqual([expect.stringMatching(/not kebab-case/)]);
  expect(messages('apps/web/src/Pages/home-page.tsx')).toEqual([expect.stringMatching(/folder Pages/)]);
});

it('finds names that say nothing', () => {
  expect(messages('apps/server/src/audio/audio-utils.ts')).toEqual([expect.stringMatching(/"utils" says nothing/)]);
  expect(messages('apps/web/src/lib/session-manager.test.ts')).toHaveLength(1);
});

it('finds two files of one name', () => {
  expect(messages('apps/server/src/platform/clock.ts', 'apps/source/src/clock.ts')).toEqual([
    expect.stringMatching(/^apps\/source\/src\/clock\.ts has the name of apps\/server\/src\/platform\/clock\.ts/),
  ]);
});
