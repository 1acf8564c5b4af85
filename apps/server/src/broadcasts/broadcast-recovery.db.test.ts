import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { type BroadcastsRig, createRigStation, RIG_GRACE_MS, type RigStation } from './broadcasts-rig.ts';

let database: TestDatabase;
let rig: RigStation;
let before: BroadcastsRig;
let after: BroadcastsRig;
let mountId: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A show that ran for a minute with two listeners when its server went away, and was stored that far. */
beforeEach(async () => {
  rig = await createRigStation(database.sql);
  mountId = rig.station.id;
  before = await rig.process();
  await before.goLive('zoe', 'Friday Night');
  before.audio.emit('listeners', { mountId, listeners: 2 });
  rig.clock.advance(60_000);
  await storedBecomes({ lastSeenAt: minute(1), peak: 2, listenerSeconds: 120 });
  return async () => {
    await Promise.all([before.stop(), after.stop()]);
    expect(rig.clock.pending()).toBe(0);
  };
});

const minute = (n: number): Date => new Date(Date.UTC(2026, 0, 1, 0, n));
const storedBecomes = (...expected: object[]) =>
  vi.waitFor(async () => expect(await rig.stored()).toMatchObject(expected), { timeout: 10_000 });

test('after a crash the show waits for its source, and goes on as the same broadcast', async () => {
  before.crash();
  after = await rig.process();
  const waiting = after.broadcasts.liveOf(mountId);
  expect(waiting).toMatchObject({ state: 'reconnecting', title: 'Friday Night', startedAt: minute(0).toISOString() });
  rig.clock.advance(RIG_GRACE_MS - 1);
  await after.goLive();
  expect(after.broadcasts.liveOf(mountId)).toEqual({ ...waiting, state: 'live' });
  after.audio.emit('listeners', { mountId, listeners: 1 });
  rig.clock.advance(RIG_GRACE_MS);
  after.audio.emit('off-air', { mountId, reason: 'stopped' });
  await storedBecomes({
    id: waiting?.broadcastId,
    state: 'ended',
    startedAt: minute(0),
    peak: 2,
    listenerSeconds: 180,
  });
  expect(after.broadcasts.report()).toMatchObject({ started: 0, continued: 1, ended: 1, lostWrites: 0 });
});

test('a show whose source does not come back within the grace ended at its last sign of life', async () => {
  before.crash();
  after = await rig.process();
  rig.clock.advance(RIG_GRACE_MS);
  expect(after.broadcasts.liveOf(mountId)).toBeNull();
  await storedBecomes({ state: 'ended', endedAt: minute(1), peak: 2, listenerSeconds: 120 });
  await after.goLive();
  await storedBecomes({ state: 'ended' }, { state: 'live' });
});

test('a second server on the same database does not end a show that is on air on the first', async () => {
  after = await rig.process();
  before.audio.emit('listeners', { mountId, listeners: 3 });
  rig.clock.advance(10_000);
  await storedBecomes({ lastSeenAt: new Date(minute(1).getTime() + 10_000), peak: 3 });
  rig.clock.advance(RIG_GRACE_MS - 10_000);
  expect(after.broadcasts.liveOf(mountId)).toBeNull();
  before.audio.emit('off-air', { mountId, reason: 'stopped' });
  const listenerSeconds = 120 + (3 * RIG_GRACE_MS) / 1_000;
  await storedBecomes({
    state: 'ended',
    endedAt: new Date(minute(1).getTime() + RIG_GRACE_MS),
    peak: 3,
    listenerSeconds,
  });
});

test('a show whose beginning got lost is stored all the same', async () => {
  after = await rig.process();
  await rig.sql`delete from broadcast where station_id = ${mountId}`;
  before.audio.emit('off-air', { mountId, reason: 'stopped' });
  await storedBecomes({ title: 'Friday Night', state: 'ended', startedAt: minute(0), peak: 2, listenerSeconds: 120 });
});

test('hearts outlive the process where the live state does', async () => {
  for (let n = 0; n < 9; n += 1) expect(await rig.liveStates.addHeart(mountId)).toMatchObject({ total: n + 1 });
  before.crash();
  after = await rig.process();
  await vi.waitFor(() => expect(after.broadcasts.liveOf(mountId)?.hearts).toBe(9));
});

test('a server that stops in order leaves the show open, with its last figures', async () => {
  rig.clock.advance(3_000);
  before.audio.emit('off-air', { mountId, reason: 'shut-down' });
  rig.clock.advance(1_000);
  await before.stop();
  await storedBecomes({
    state: 'reconnecting',
    endedAt: null,
    lastSeenAt: new Date('2026-01-01T00:01:03.000Z'),
    listenerSeconds: 126,
  });
  after = await rig.process();
  await after.goLive();
  expect(after.broadcasts.liveOf(mountId)?.startedAt).toBe(minute(0).toISOString());
});

test('another account that goes live meanwhile starts a show of its own, and the waiting one is over', async () => {
  after = await rig.process();
  await after.goLive('root', 'News');
  await storedBecomes(
    { title: 'Friday Night', state: 'ended', endedAt: minute(1) },
    { title: 'News', state: 'live', accountId: rig.accountIds.root },
  );
});

test('a show that was silent for more than half an hour is over: its source starts another', async () => {
  rig.clock.advance(1_000);
  await before.stop();
  rig.clock.advance(31 * 60_000);
  after = await rig.process();
  expect(after.broadcasts.liveOf(mountId)).toBeNull();
  await after.goLive();
  await storedBecomes({ state: 'ended', endedAt: new Date('2026-01-01T00:01:01.000Z') }, { state: 'live' });
});

test('an open show that nobody took up does not keep the next one from being stored', async () => {
  after = await rig.process();
  await rig.sql`update broadcast set id = gen_random_uuid() where station_id = ${mountId}`;
  await after.goLive('root');
  await storedBecomes({ title: 'Friday Night', state: 'ended', endedAt: minute(1) }, { state: 'live' });
  // What belongs into the end of a show, its recording above all, is not left out.
  const [over] = await rig.stored();
  expect(after.endings).toContain(over?.id);
});
