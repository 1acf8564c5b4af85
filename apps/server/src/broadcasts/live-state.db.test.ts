import { randomUUID } from 'node:crypto';
import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';
import { createRedisLiveStateStore } from './live-state.redis.ts';
import { createLiveStateStore, type LiveState, type LiveStateStore, NO_HEARTS } from './live-state.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await openTestRedis();
});
afterAll(() => redis.close());

const inRedis = (clock: FakeClock, node = 'one'): LiveStateStore =>
  createRedisLiveStateStore({ redis: redis.redis, node, clock });

const show = (stationId: string, broadcastId = 'b1'): LiveState => ({
  stationId,
  live: {
    broadcastId,
    state: 'live',
    title: 'Ночь: 100 % "live"',
    nowPlaying: 'Orbital – Halcyon',
    startedAt: '2026-01-01T00:00:00.000Z',
    listeners: 12,
    hearts: 0,
  },
  peak: 20,
  listenerSeconds: 3_600,
  tracklist: [{ atMs: 0, text: 'Orbital – Halcyon' }],
  hearts: NO_HEARTS,
});

describe.each(['in process', 'in Redis'] as const)('live states %s', (kind) => {
  let clock: FakeClock;
  let store: LiveStateStore;
  let stationId: string;
  let id: string;
  beforeEach(() => {
    clock = createFakeClock();
    store = kind === 'in Redis' ? inRedis(clock) : createLiveStateStore({ clock });
    stationId = randomUUID();
    id = randomUUID();
  });

  test('what was kept is found, whole', async () => {
    expect(await store.keep(show(stationId, id))).toEqual(NO_HEARTS);
    expect(await store.get(stationId)).toEqual(show(stationId, id).live);
    expect(await store.get(randomUUID())).toBeNull();
  });

  test('the newest replaces the one before', async () => {
    await store.keep(show(stationId, id));
    const live = { ...show(stationId, id).live, state: 'reconnecting' as const, listeners: 0, nowPlaying: null };
    await store.keep({ ...show(stationId, id), live });
    expect(await store.get(stationId)).toEqual(live);
  });

  test('hearts count by the minute, and each tells how many there are', async () => {
    await store.keep(show(stationId, id));
    expect(await store.addHeart(stationId)).toEqual({ broadcastId: id, total: 1, minute: 0 });
    clock.advance(150_000);
    expect(await store.addHeart(stationId)).toEqual({ broadcastId: id, total: 2, minute: 2 });
    expect(await store.addHeart(stationId)).toEqual({ broadcastId: id, total: 3, minute: 2 });
    expect(await store.hearts(id)).toEqual({ total: 3, minutes: [1, 0, 2] });
    expect((await store.get(stationId))?.hearts).toBe(3);
    expect(await store.keep(show(stationId, id))).toEqual({ total: 3, minutes: [1, 0, 2] });
  });

  test('no heart is lost among many at once', async () => {
    await store.keep(show(stationId, id));
    await Promise.all(Array.from({ length: 50 }, () => store.addHeart(stationId)));
    expect(await store.hearts(id)).toEqual({ total: 50, minutes: [50] });
  });

  test('where nothing is on air, no heart counts', async () => {
    expect(await store.addHeart(stationId)).toBeNull();
    expect(await store.hearts(id)).toBeNull();
    expect(await store.close(id)).toBeNull();
  });

  test('a closed show is on air no more, takes no more hearts, and what it tells stays so', async () => {
    await store.keep(show(stationId, id));
    await store.addHeart(stationId);
    expect(await store.close(id)).toEqual({ total: 1, minutes: [1] });
    expect(await store.get(stationId)).toBeNull();
    expect(await store.addHeart(stationId)).toBeNull();
    expect(await store.close(id)).toEqual({ total: 1, minutes: [1] });
  });

  test('a show that its server closed and could not store takes hearts again once somebody carries it', async () => {
    await store.keep(show(stationId, id));
    await store.addHeart(stationId);
    await store.close(id);
    await store.keep(show(stationId, id));
    expect(await store.addHeart(stationId)).toMatchObject({ total: 2 });
  });

  test('what was removed is gone, removing it again is fine, and the next show of the station stays', async () => {
    const next = randomUUID();
    await store.keep(show(stationId, id));
    await store.keep(show(stationId, next));
    await store.remove({ stationId, broadcastId: id });
    await store.remove({ stationId, broadcastId: id });
    expect((await store.get(stationId))?.broadcastId).toBe(next);
    expect(await store.addHeart(stationId)).toMatchObject({ broadcastId: next, total: 1 });
    await store.remove({ stationId, broadcastId: next });
    expect(await store.get(stationId)).toBeNull();
  });

  test('hearts that its carrier knows are put back, and never taken away', async () => {
    const known = { total: 7, minutes: [3, 4] };
    expect(await store.keep({ ...show(stationId, id), hearts: known })).toEqual(known);
    expect(await store.addHeart(stationId)).toMatchObject({ broadcastId: id, total: 8 });
    expect((await store.keep({ ...show(stationId, id), hearts: known })).total).toBe(8);
  });
});

test('every key in Redis expires', async () => {
  const store = inRedis(createFakeClock());
  await store.keep(show(randomUUID()));
  const keys = await redis.redis.keys('*');
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) expect(await redis.redis.pTTL(key)).toBeGreaterThan(0);
});

test('right after FLUSHALL hearts wait for the carrier, who puts back everything', async () => {
  const store = inRedis(createFakeClock());
  const stationId = randomUUID();
  await store.keep(show(stationId));
  await store.addHeart(stationId);
  const hearts = await store.keep(show(stationId));
  await redis.redis.flushDb();
  expect(await store.get(stationId)).toBeNull();
  expect(await store.addHeart(stationId)).toBeNull();
  await store.keep({ ...show(stationId), hearts });
  expect(await store.get(stationId)).toEqual({ ...show(stationId).live, hearts: 1 });
});

test('listeners of several nodes count together, those of a node that fell silent do not', async () => {
  const clock = createFakeClock();
  const stationId = randomUUID();
  const broadcastId = randomUUID();
  await inRedis(clock, 'one').keep(show(stationId, broadcastId));
  await inRedis(clock, 'two').keep(show(stationId, broadcastId));
  expect((await inRedis(clock).get(stationId))?.listeners).toBe(24);
  clock.advance(10_000);
  await inRedis(clock, 'two').keep(show(stationId, broadcastId));
  clock.advance(10_000);
  expect((await inRedis(clock).get(stationId))?.listeners).toBe(12);
});
