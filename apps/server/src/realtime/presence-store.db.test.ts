import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';
import { createRedisPresenceStore } from './presence-store.redis.ts';
import { createPresenceStore, type PresenceStore, peopleOf } from './presence-store.ts';
import { someRoom } from './room-bus-rig.ts';

const people = (...keys: string[]) =>
  peopleOf(
    keys.map((key) => ({ key, account: key.startsWith('v') ? null : { accountId: key, username: key.toUpperCase() } })),
  );
const names = async (store: PresenceStore, room: string) => {
  const { accounts, visitors } = await store.read(room);
  return [...accounts.values(), ...visitors].sort();
};

let testRedis: TestRedis;
beforeAll(async () => {
  testRedis = await openTestRedis();
});
afterAll(() => testRedis.close());

describe.each([
  ['in process', () => createPresenceStore()],
  ['in Redis', () => createRedisPresenceStore({ redis: testRedis.redis, node: 'one' })],
])('who is in a room, %s', (_, create) => {
  let store: PresenceStore;
  let room: string;
  beforeEach(() => {
    store = create();
    room = someRoom();
  });

  test('is what was said last', async () => {
    expect(await names(store, room)).toEqual([]);
    await store.put(room, people('zoe', 'rolf', 'v1'));
    expect(await names(store, room)).toEqual(['ROLF', 'ZOE', 'v1']);
    await store.put(room, people('zoe', 'v2'));
    expect(await names(store, room)).toEqual(['ZOE', 'v2']);
    await store.put(room, people());
    expect(await names(store, room)).toEqual([]);
  });

  test('is apart from who is in another', async () => {
    const other = someRoom();
    await store.put(room, people('zoe'));
    await store.put(other, people('v1'));
    expect(await names(store, room)).toEqual(['ZOE']);
    expect(await names(store, other)).toEqual(['v1']);
  });
});

test('people on two nodes are together, and somebody with a page on each is one', async () => {
  const room = someRoom();
  const [one, two] = ['one', 'two'].map((node) => createRedisPresenceStore({ redis: testRedis.redis, node }));
  await one?.put(room, people('zoe', 'v1'));
  await two?.put(room, people('zoe', 'rolf', 'v1', 'v2'));
  if (!one) throw new Error('no store');
  expect(await names(one, room)).toEqual(['ROLF', 'ZOE', 'v1', 'v2']);
  await two?.put(room, people());
  expect(await names(one, room)).toEqual(['ZOE', 'v1']);
});

test('a node that says nothing any more is forgotten, and everything is after a FLUSHALL until it is said again', async () => {
  const room = someRoom();
  const store = createRedisPresenceStore({ redis: testRedis.redis, node: 'dead' });
  await store.put(room, people('zoe'));
  const keys = await testRedis.redis.keys(`*${room}*`);
  for (const key of keys) expect(await testRedis.redis.pTTL(key)).toBeGreaterThan(0);
  await testRedis.redis.del(keys.filter((key) => key.endsWith(':dead')));
  expect(await names(store, room)).toEqual([]);
  await store.put(room, people('zoe'));
  await testRedis.redis.flushDb();
  expect(await names(store, room)).toEqual([]);
  await store.put(room, people('zoe'));
  expect(await names(store, room)).toEqual(['ZOE']);
});
