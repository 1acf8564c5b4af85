import { randomUUID } from 'node:crypto';
import { systemClock } from '@livestreamer/clock';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startTcpProxy } from '../../testing/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { connectPostgres } from '../platform/postgres/index.ts';
import { type BroadcastsRig, createRigStation, type RigStation } from './broadcasts-rig.ts';

let database: TestDatabase;
let rig: RigStation;
let server: BroadcastsRig;
let mountId: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  rig = await createRigStation(database.sql);
  server = await rig.process();
  mountId = rig.station.id;
  return async () => {
    await server.stop();
    expect(rig.clock.pending()).toBe(0);
  };
});

/** The one stored show, once it is as expected. */
const storedBecomes = (expected: object) =>
  vi.waitFor(async () => expect(await rig.stored()).toMatchObject([expected]), { timeout: 10_000 });

test('a source that goes live starts a broadcast, named by its source', async () => {
  await server.goLive('zoe', 'Friday Night');
  expect(server.broadcasts.liveOf(mountId)).toEqual({
    broadcastId: expect.any(String),
    state: 'live',
    title: 'Friday Night',
    startedAt: '2026-01-01T00:00:00.000Z',
    nowPlaying: null,
    listeners: 0,
    hearts: 0,
  });
  await storedBecomes({
    id: server.broadcasts.liveOf(mountId)?.broadcastId,
    accountId: rig.accountIds.zoe,
    title: 'Friday Night',
    state: 'live',
    startedAt: new Date('2026-01-01T00:00:00.000Z'),
    endedAt: null,
  });
  expect(server.told).toEqual(['live 0']);
});

test('without a title of its source a broadcast is called like its station', async () => {
  await server.goLive();
  expect(server.broadcasts.liveOf(mountId)?.title).toBe('The Club');
});

test('a source that is lost and returns continues the same broadcast', async () => {
  await server.goLive();
  const before = server.broadcasts.liveOf(mountId);
  rig.clock.advance(5_000);
  server.audio.emit('source-lost', { mountId, reason: 'reset' });
  await storedBecomes({ state: 'reconnecting', lastSeenAt: new Date('2026-01-01T00:00:05.000Z') });
  rig.clock.advance(20_000);
  server.audio.emit('source-back', { mountId });
  expect(server.broadcasts.liveOf(mountId)).toEqual(before);
  await storedBecomes({ id: before?.broadcastId, state: 'live', endedAt: null });
  expect(server.told).toEqual(['live 0', 'reconnecting 0', 'live 0']);
});

test('a show that its source stopped ends now, with its figures', async () => {
  await server.goLive();
  server.audio.emit('listeners', { mountId, listeners: 40 });
  rig.clock.advance(30_000);
  server.audio.emit('listeners', { mountId, listeners: 10 });
  rig.clock.advance(60_000);
  server.audio.emit('off-air', { mountId, reason: 'stopped' });
  server.audio.emit('listeners', { mountId, listeners: 0 });
  expect(server.broadcasts.liveOf(mountId)).toBeNull();
  await storedBecomes({
    state: 'ended',
    endedAt: new Date('2026-01-01T00:01:30.000Z'),
    peak: 40,
    listenerSeconds: 40 * 30 + 10 * 60,
  });
  expect(server.told).toEqual(['live 0', '.live 40', '.live 10', 'off air']);
});

test('a show whose source never came back ended when it was lost', async () => {
  await server.goLive();
  rig.clock.advance(10_000);
  server.audio.emit('source-lost', { mountId, reason: 'silent' });
  rig.clock.advance(60_000);
  server.audio.emit('off-air', { mountId, reason: 'gave-up' });
  await storedBecomes({ state: 'ended', endedAt: new Date('2026-01-01T00:00:10.000Z') });
});

test('the next show of a station is another broadcast', async () => {
  await server.goLive();
  rig.clock.advance(1_000);
  server.audio.emit('off-air', { mountId, reason: 'stopped' });
  rig.clock.advance(1_000);
  await server.goLive();
  await vi.waitFor(async () => expect((await rig.stored()).map(({ state }) => state)).toEqual(['ended', 'live']));
});

test('every ten seconds the figures are stored, so a crash loses no more than that', async () => {
  await server.goLive();
  server.audio.emit('listeners', { mountId, listeners: 3 });
  rig.clock.advance(10_000);
  await storedBecomes({ peak: 3, listenerSeconds: 30, lastSeenAt: new Date('2026-01-01T00:00:10.000Z') });
});

test('a mount that no gate let in makes no show, and says so in the log', () => {
  server.audio.emit('on-air', { mountId, ownerId: rig.accountIds.zoe, title: null });
  expect(server.broadcasts.liveOf(mountId)).toBeNull();
  expect(server.errors).toEqual([{ stationId: mountId }]);
});

test('the live state can be seen by others, and is gone with the show', async () => {
  await server.goLive();
  await vi.waitFor(async () => expect(await rig.liveStates.get(mountId)).toEqual(server.broadcasts.liveOf(mountId)));
  server.audio.emit('off-air', { mountId, reason: 'stopped' });
  await vi.waitFor(async () => expect(await rig.liveStates.get(mountId)).toBeNull());
});

test('while the database is away a show goes on the air all the same, and is stored when it is back', async () => {
  const url = new URL(database.url);
  const line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  const sql = await connectPostgres({ url: url.href, clock: systemClock });
  const far = await rig.process(sql);
  line.cut();
  await far.goLive();
  rig.clock.advance(1_000);
  far.audio.emit('off-air', { mountId, reason: 'stopped' });
  expect(far.told).toEqual(['live 0', 'off air']);
  await vi.waitFor(() => expect(far.broadcasts.report().failedWrites).toBeGreaterThan(0), { timeout: 10_000 });
  expect(await rig.stored()).toEqual([]);

  line.mend();
  await vi.waitFor(
    async () => {
      rig.clock.advance(1_000);
      expect(await rig.stored()).toMatchObject([{ state: 'ended', endedAt: new Date('2026-01-01T00:00:01.000Z') }]);
    },
    { timeout: 10_000 },
  );
  expect(far.broadcasts.report().lostWrites).toBe(0);
  expect(far.errors).toEqual([]);
  await far.stop();
  await sql.end({ timeout: 0 }); // without it postgres.js waits for the transaction that was cut off
  await line.close();
});

test('a server that stops while the database is away does not wait for ever, and names what it could not store', async () => {
  const sql = await connectPostgres({ url: database.url, clock: systemClock });
  const far = await rig.process(sql);
  await sql.end();
  await far.goLive();
  await vi.waitFor(() => expect(far.broadcasts.report().failedWrites).toBe(1));
  const stopped = far.stop();
  await vi.waitFor(() => {
    rig.clock.advance(500);
    expect(far.errors.map((fields) => fields['write'])).toEqual(['begin', 'checkpoint']);
  });
  await stopped;
});

test('whoever hears that a beginning is stored finds it in the database', async () => {
  const found = new Promise<readonly { state: string }[]>((resolve) => {
    server.broadcasts.events.on('stored', () => resolve(rig.stored()));
  });
  await server.goLive();
  expect((await found).at(-1)).toMatchObject({ state: 'live' });
});

test('the end has every heart that was taken, by the minute, and what played', async () => {
  await server.goLive();
  server.audio.emit('title', { mountId, title: 'One' });
  await vi.waitFor(async () => expect(await rig.liveStates.addHeart(mountId)).toMatchObject({ total: 1 }));
  rig.clock.advance(61_000);
  server.audio.emit('title', { mountId, title: 'Two' });
  await rig.liveStates.addHeart(mountId);
  server.audio.emit('title', { mountId, title: null });
  server.audio.emit('off-air', { mountId, reason: 'stopped' });
  await storedBecomes({
    state: 'ended',
    hearts: 2,
    heartMinutes: [1, 1],
    tracklist: [
      { atMs: 0, text: 'One' },
      { atMs: 61_000, text: 'Two' },
    ],
  });
  await vi.waitFor(() => expect(server.events).toEqual(['began', 'ended']));
  expect(server.endings).toHaveLength(1);
  expect(await rig.liveStates.get(mountId)).toBeNull();
  expect(await rig.liveStates.addHeart(mountId)).toBeNull();
});

test('whatever a source says of what plays, the show can be stored', async () => {
  await server.goLive();
  server.audio.emit('title', { mountId, title: `a${'🎧'.repeat(299)}` });
  server.audio.emit('off-air', { mountId, reason: 'stopped' });
  await storedBecomes({ state: 'ended', tracklist: [{ atMs: 0, text: `a${'🎧'.repeat(149)}` }] });
});

test('every ten seconds hearts are stored too', async () => {
  await server.goLive();
  await vi.waitFor(async () => expect(await rig.liveStates.addHeart(mountId)).toMatchObject({ total: 1 }));
  rig.clock.advance(1_000);
  await vi.waitFor(() => expect(server.broadcasts.liveOf(mountId)?.hearts).toBe(1));
  rig.clock.advance(9_000);
  await storedBecomes({ state: 'live', hearts: 1, heartMinutes: [1] });
});

test('an announced show turns live when its broadcaster connects, under its own name', async () => {
  const broadcastId = randomUUID();
  await rig.sql`
    insert into broadcast (id, station_id, account_id, title, state, planned_start, planned_end)
    values (${broadcastId}, ${mountId}, ${rig.accountIds.zoe}, 'Friday Night', 'scheduled',
      '2026-01-01T00:10:00Z', '2026-01-01T02:00:00Z')`;
  rig.planned.show = { broadcastId, title: 'Friday Night' };
  await server.goLive('zoe', 'what the tool says');
  rig.planned.show = null;
  expect(server.broadcasts.liveOf(mountId)).toMatchObject({ broadcastId, title: 'Friday Night', state: 'live' });
  await storedBecomes({ id: broadcastId, state: 'live', startedAt: new Date('2026-01-01T00:00:00.000Z') });
  server.audio.emit('off-air', { mountId, reason: 'stopped' });
  await storedBecomes({ id: broadcastId, state: 'ended', title: 'Friday Night' });
});

test('an announced show that is called off while its broadcaster connects happens all the same', async () => {
  const broadcastId = randomUUID();
  await rig.sql`
    insert into broadcast (id, station_id, account_id, title, state, planned_start, planned_end)
    values (${broadcastId}, ${mountId}, ${rig.accountIds.zoe}, 'Friday Night', 'cancelled',
      '2026-01-01T00:10:00Z', '2026-01-01T02:00:00Z')`;
  await rig.sql`
    insert into broadcast (station_id, account_id, title, state, planned_start, planned_end)
    values (${mountId}, ${rig.accountIds.zoe}, 'Another', 'scheduled', '2026-01-01T00:30:00Z', '2026-01-01T01:00:00Z')`;
  rig.planned.show = { broadcastId, title: 'Friday Night' };
  await server.goLive();
  rig.planned.show = null;
  const own = async () => (await rig.stored()).find(({ id }) => id === broadcastId);
  await vi.waitFor(async () => expect(await own()).toMatchObject({ state: 'live' }), { timeout: 10_000 });
  expect(server.errors).toEqual([]);
});
