import { expect, it } from 'vitest';
import { libraryHomeRule } from './library-home-rule.ts';

const messages = (path: string, specifier: string): string[] =>
  libraryHomeRule
    .check([{ path: `apps/server/src/${path}`, text: `import { a } from '${specifier}';\n` }])
    .map(({ message }) => message);

it('takes libraries at home and faces in features', () => {
  expect(messages('log.ts', 'pino')).toEqual([]);
  expect(messages('platform/postgres/postgres-connection.ts', 'postgres')).toEqual([]);
  expect(messages('platform/http/http-app.ts', '@fastify/static')).toEqual([]);
  expect(messages('accounts/session-store.redis.ts', '../platform/redis/index.ts')).toEqual([]);
  expect(messages('accounts/account-store.ts', '../platform/postgres/index.ts')).toEqual([]);
  expect(messages('accounts/accounts.ts', '../platform/redis/index.ts')).toEqual([]);
  expect(messages('server.ts', './platform/redis/index.ts')).toEqual([]);
});

it.each([
  ['audio/mount.ts', 'pino'],
  ['accounts/account-store.ts', 'postgres'],
  ['stations/station-routes.ts', 'fastify'],
  ['broadcasts/live-state.ts', '../platform/redis/index.ts'],
  ['audio/mount.ts', '../platform/redis/index.ts'],
  ['realtime/realtime.ts', '../platform/redis/index.ts'],
  ['audio/audio-store.ts', '../platform/postgres/index.ts'],
  ['realtime/room-history.ts', '../platform/postgres/index.ts'],
])('finds %s importing %s', (path, specifier) => {
  expect(messages(path, specifier)).toHaveLength(1);
});

it('lets the audio relay speak to Redis', () => {
  expect(messages('audio/relay.redis.ts', '../platform/redis/index.ts')).toEqual([]);
});
