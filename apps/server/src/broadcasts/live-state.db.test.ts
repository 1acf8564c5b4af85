import { randomUUID } from 'node:crypto';
import type { LiveBroadcast } from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';
import { createRedisLiveStateStore } from './live-state.redis.ts';
import { createLiveStateStore, type LiveStateStore } from './live-state.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await openTestRedis();
});
afterAll(() => redis.close());

const STORES = {
  'in process': () => createLiveStateStore(),
  'in Redis': () => createRedisLiveStateStore({ redis: redis.redis }),
};

const LIVE: LiveBroadcast = {
  broadcastId: 'b1',
  state: 'live',
  title: 'Ночь: 100 % "live"',
  startedAt: '2026-01-01T20:00:00.000Z',
  listeners: 12,
  hearts: 3,
};

describe.each(['in process', 'in Redis'] as const)('live states %s', (kind) => {
  let store: LiveStateStore;
  let stationId: string;
  beforeEach(() => {
    store = STORES[kind]();
    stationId = randomUUID();
  });

  test('what was put is found, whole', async () => {
    await store.put(stationId, LIVE);
    expect(await store.get(stationId)).toEqual(LIVE);
  });

  test('the newest replaces the one before', async () => {
    await store.put(stationId, LIVE);
    const next: LiveBroadcast = { ...LIVE, broadcastId: 'b2', state: 'reconnecting', listeners: 0 };
    await store.put(stationId, next);
    expect(await store.get(stationId)).toEqual(next);
  });

  test('stations do not see one another, and a station off air has nothing', async () => {
    await store.put(stationId, LIVE);
    expect(await store.get(randomUUID())).toBeNull();
  });

  test('what was removed is gone, and removing it again is fine', async () => {
    await store.put(stationId, LIVE);
    await store.remove(stationId);
    await store.remove(stationId);
    expect(await store.get(stationId)).toBeNull();
  });
});

test('every key in Redis expires', async () => {
  await createRedisLiveStateStore({ redis: redis.redis }).put(randomUUID(), LIVE);
  const keys = await redis.redis.keys('*');
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) expect(await redis.redis.pTTL(key)).toBeGreaterThan(0);
});

test('right after FLUSHALL the next write is whole', async () => {
  const store = createRedisLiveStateStore({ redis: redis.redis });
  const stationId = randomUUID();
  await store.put(stationId, LIVE);
  await redis.redis.flushDb();
  expect(await store.get(stationId)).toBeNull();
  await store.put(stationId, LIVE);
  expect(await store.get(stationId)).toEqual(LIVE);
});
