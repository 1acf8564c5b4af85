import { expect, it } from 'vitest';
import { importLadderRule } from './import-ladder-rule.ts';

const messages = (path: string, specifier: string): string[] =>
  importLadderRule
    .check([{ path: `apps/server/src/${path}`, text: `import { a } from '${specifier}';\n` }])
    .map(({ message }) => message);

it('lets a module import its own files and lower floors through their faces', () => {
  expect(messages('audio/mount.ts', './listener.ts')).toEqual([]);
  expect(messages('audio/ingest/source-head.ts', '../source-gate.ts')).toEqual([]);
  expect(messages('stations/station-routes.ts', '../platform/http/index.ts')).toEqual([]);
  expect(messages('chat/chat-service.ts', '../audio/index.ts')).toEqual([]);
  expect(messages('server.ts', './chat/index.ts')).toEqual([]);
  expect(messages('main.ts', './server.ts')).toEqual([]);
});

it('finds an import up the ladder', () => {
  expect(messages('audio/mount.ts', '../accounts/index.ts')[0]).toMatch(/^imports up the ladder, audio \(floor 2\)/);
  expect(messages('platform/logger.ts', '../log.ts')[0]).toMatch(/^imports up the ladder, platform/);
});

it('finds an import sideways, but knows the exceptions', () => {
  expect(messages('audio/mount.ts', '../realtime/index.ts')[0]).toMatch(/^imports sideways, audio from realtime/);
  expect(messages('stations/station-routes.ts', '../broadcasts/index.ts')[0]).toMatch(/^imports sideways/);
  expect(messages('broadcasts/source-permit.ts', '../stations/index.ts')).toEqual([]);
  expect(messages('accounts/account-service.ts', '../access/index.ts')).toEqual([]);
});

it('finds an import past a face', () => {
  expect(messages('chat/chat-service.ts', '../audio/mount.ts')[0]).toMatch(
    /^imports audio\/mount.ts past the face of audio/,
  );
  expect(messages('audio/mount.ts', '../platform/clock.ts')).toHaveLength(1);
});

it('wants a floor for every module', () => {
  expect(messages('podcasts/podcast-routes.ts', './feed.ts')[0]).toMatch(/^the module podcasts has no floor/);
});

it('leaves tests alone', () => {
  expect(messages('audio/mount.test.ts', '../platform/fake-clock.ts')).toEqual([]);
});
