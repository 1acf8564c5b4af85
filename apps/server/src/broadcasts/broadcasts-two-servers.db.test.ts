import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';
import { type BroadcastsRig, createRigStation, RIG_GRACE_MS, type RigStation } from './broadcasts-rig.ts';
import { createRedisLiveStateStore } from './live-state.redis.ts';

/** Two server processes on one database and one Redis. */
let database: TestDatabase;
let redis: TestRedis;
let rig: RigStation;
let one: BroadcastsRig;
let other: BroadcastsRig;
let mountId: string;
beforeAll(async () => {
  database = await openTestDatabase();
  redis = await openTestRedis();
});
afterAll(async () => {
  await database.close();
  await redis.close();
});
beforeEach(async () => {
  rig = await createRigStation(database.sql, ({ clock }) =>
    createRedisLiveStateStore({ redis: redis.redis, node: 'one', clock }),
  );
  mountId = rig.station.id;
  one = await rig.process();
  await one.goLive('zoe', 'Friday Night');
  await vi.waitFor(async () => expect(await rig.stored()).toMatchObject([{ state: 'live' }]), PATIENCE);
  await written();
  return async () => {
    await Promise.all([one.stop(), other.stop()]);
    expect(rig.clock.pending()).toBe(0);
  };
});

const PATIENCE = { timeout: 10_000 };
const written = () => vi.waitFor(async () => expect(await rig.liveStates.get(mountId)).not.toBeNull(), PATIENCE);
/** What the one writes each second has arrived. */
const pass = async (seconds: number): Promise<void> => {
  for (let second = 0; second < seconds; second += 1) {
    rig.clock.advance(1_000);
    await written();
  }
};

test('a server that starts shows what another has on air, and says nothing of it itself', async () => {
  other = await rig.process();
  expect(await other.broadcasts.onAirNow(mountId)).toMatchObject({ state: 'live', title: 'Friday Night' });
  expect(other.broadcasts.liveOf(mountId)).toBeNull();
  await pass(5);
  await vi.waitFor(() => expect(other.broadcasts.report().running).toBe(0), PATIENCE);
  expect(other.told).toEqual([]);
});

test('also when Redis has forgotten everything just then', async () => {
  await redis.redis.flushDb();
  other = await rig.process();
  expect(await other.broadcasts.onAirNow(mountId)).toMatchObject({ state: 'reconnecting' });
  await pass(5);
  await vi.waitFor(() => expect(other.broadcasts.report().running).toBe(0), PATIENCE);
  expect(await other.broadcasts.onAirNow(mountId)).toMatchObject({ state: 'live' });
  expect(other.told).toEqual([]);
});

test('what a dead server had on air waits here, and everybody hears of it', async () => {
  one.crash();
  other = await rig.process();
  expect(other.told).toEqual([]);
  rig.clock.advance(4_000);
  await vi.waitFor(() => expect(other.told).toEqual(['reconnecting 0']), PATIENCE);
  rig.clock.advance(RIG_GRACE_MS);
  await vi.waitFor(() => expect(other.told).toEqual(['reconnecting 0', 'off air']), PATIENCE);
  expect(await rig.stored()).toMatchObject([{ state: 'ended' }]);
});

test('a source that comes back here before it is known that its server is dead goes on with its show', async () => {
  const before = one.broadcasts.liveOf(mountId);
  one.crash();
  other = await rig.process();
  await other.goLive();
  expect(other.broadcasts.liveOf(mountId)).toMatchObject({ broadcastId: before?.broadcastId, state: 'live' });
  rig.clock.advance(5_000);
  expect(other.told).toEqual(['live 0']);
});

test('a show whose source went to another server is not said to be off air by the one that waits for it', async () => {
  other = await rig.process();
  await pass(5);
  one.audio.emit('source-lost', { mountId, reason: 'reset' });
  await other.goLive('zoe', 'Again');
  const isStored = async () => expect(await rig.stored()).toMatchObject([{ state: 'ended' }, { state: 'live' }]);
  await vi.waitFor(isStored, PATIENCE);
  await pass(10);
  await vi.waitFor(() => expect(one.broadcasts.report().running).toBe(0), PATIENCE);
  await pass(2);
  one.audio.emit('off-air', { mountId, reason: 'gave-up' });
  expect(one.told).toEqual(['live 0', 'reconnecting 0']);
  expect(await one.broadcasts.onAirNow(mountId)).toMatchObject({ state: 'live', title: 'Again' });
  expect(await rig.stored()).toMatchObject([{ state: 'ended' }, { title: 'Again', state: 'live' }]);
});

test('while Redis cannot say who carries a show, it is asked again; a server that stops meanwhile leaves nothing behind', async () => {
  const asked: (() => void)[] = [];
  const { writtenAt } = rig.liveStates;
  Object.assign(rig.liveStates, {
    writtenAt: () => new Promise((_, fail) => asked.push(() => fail(new Error('Redis is away')))),
  });
  const starting = rig.process();
  await vi.waitFor(() => expect(asked).toHaveLength(1), PATIENCE);
  asked[0]?.();
  other = await starting;
  rig.clock.advance(4_000);
  await vi.waitFor(() => expect(asked).toHaveLength(2), PATIENCE);
  asked[1]?.();
  await vi.waitFor(() => {
    rig.clock.advance(4_000);
    expect(asked).toHaveLength(3);
  }, PATIENCE);
  expect(other.told).toEqual([]);
  await other.stop();
  const timers = rig.clock.pending();
  asked[2]?.();
  await new Promise((resolve) => void setImmediate(resolve));
  expect(rig.clock.pending()).toBe(timers);
  Object.assign(rig.liveStates, { writtenAt });
});
