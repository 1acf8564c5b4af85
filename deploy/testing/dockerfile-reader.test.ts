import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ignoredBy } from './docker-ignore.ts';
import { pairOf, readDockerfile, wordsOf } from './dockerfile-reader.ts';
import { REPOSITORY } from './image-rig.ts';

it('reads stages with their bases, flags and continued lines', () => {
  const text = [
    'ARG IMAGE=debian:12',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a Dockerfile's own
    'FROM ${IMAGE} AS build',
    'RUN one \\',
    '  # in between',
    ' && two',
    'FROM build',
    'COPY --from=build --chown=1000:1000 a b /c/',
  ].join('\n');
  const [build, last] = readDockerfile(text);
  expect(build).toMatchObject({ name: 'build', base: 'debian:12', instructions: [{ line: 3, rest: 'one && two' }] });
  expect(last).toMatchObject({ name: '1', base: 'build', instructions: [{ keyword: 'COPY', rest: 'a b /c/' }] });
  expect([...(last?.instructions[0]?.flags ?? [])]).toEqual([
    ['from', 'build'],
    ['chown', '1000:1000'],
  ]);
});

it.each([
  ['', /no FROM/],
  ['RUN make', /before the first FROM/],
  ['FROM a\nADD http://x /', /ADD is no instruction that we know/],
  ['FROM a\nRUN one \\', /ends in the middle/],
  ['FROM a\nRUN --mount=type=cache', /not whole/],
  ['FROM a b', /wants an image/],
])('throws for what it does not know, rather than passing over it: %j', (text, reason) => {
  expect(() => readDockerfile(text)).toThrow(reason);
});

it('wants a program without a shell around it, and one variable to a line', () => {
  expect(wordsOf('["node", "main.js"]', 1)).toEqual(['node', 'main.js']);
  expect(() => wordsOf('node main.js', 7)).toThrow(/line 7/);
  expect(pairOf('TITLE="two words"', 1)).toEqual(['TITLE', 'two words']);
  expect(() => pairOf('NAME value', 7)).toThrow(/line 7/);
});

it('lets sources into an image, and neither secrets nor what was built or installed here', () => {
  const isIgnored = ignoredBy(readFileSync(`${REPOSITORY}/.dockerignore`, 'utf8'));
  const inside = [
    'package.json',
    'apps/server/src/main.ts',
    'packages/clock/package.json',
    'e2e/package.json',
    'deploy/nginx/render.sh',
  ];
  const outside = [
    [
      '.env',
      '.git/config',
      'apps/server/.env',
      'apps/server/.env.local',
      'data/session-secret',
      'deploy/compose/production.env.example',
    ],
    [
      'node_modules/x/index.js',
      'apps/server/dist/main.js',
      'apps/server/src/main.test.ts',
      'apps/server/testing/rig.ts',
      'e2e/a.e2e.ts',
    ],
  ].flat();
  expect(inside.filter(isIgnored)).toEqual([]);
  expect(outside.filter((path) => !isIgnored(path))).toEqual([]);
});
