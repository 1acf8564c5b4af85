import { once } from 'node:events';
import { CLOSE, stationRoom } from '@livestreamer/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { RealtimeLimits } from './realtime-limits.ts';
import { contentWith, liveEvent, liveWith, type RealtimeRig, type RigPeer, startRealtimeRig } from './realtime-rig.ts';

const CLUB = stationRoom('club');

let rig: RealtimeRig;
const set = async (limits?: Partial<RealtimeLimits>): Promise<RealtimeRig> => {
  rig = await startRealtimeRig(limits);
  rig.places.set(CLUB, contentWith(null));
  return rig;
};
afterEach(async () => {
  await rig.stop();
  expect(rig.realtime.report()).toMatchObject({ connections: 0, rooms: 0 });
  expect(rig.clock.pending()).toBe(0);
});

const join = async (peer: RigPeer, room = CLUB): Promise<void> => {
  const before = peer.heard.length;
  peer.say({ type: 'subscribe', room });
  await vi.waitFor(() => expect(peer.heard.length).toBeGreaterThan(before));
};

/** The status of an upgrade that is refused. */
const refusedWith = async (url: string, headers: Record<string, string>): Promise<number | undefined> => {
  const socket = new WebSocket(url, { headers });
  const [, response] = await once(socket, 'unexpected-response');
  socket.on('error', () => undefined).terminate();
  return response.statusCode;
};

test('a room tells what it holds, then everybody in it what happens', async () => {
  const { realtime, places, peer } = await set();
  places.set(CLUB, contentWith(liveWith(7)));
  const [one, other, outside] = [await peer(), await peer(), await peer()];
  await join(one);
  await join(other);
  realtime.publish(CLUB, liveEvent(8));
  await vi.waitFor(() => expect(other.heard.at(-1)?.type).toBe('event'));
  expect(one.heard).toMatchObject([
    { type: 'welcome', heartbeatMs: 20_000, serverTime: '2026-01-01T00:00:00.000Z' },
    { type: 'subscribed', room: CLUB, seq: 0, snapshot: { live: liveWith(7) } },
    { type: 'event', room: CLUB, seq: 1, event: liveEvent(8) },
  ]);
  expect(outside.heard).toHaveLength(1);
});

test('whoever leaves a room hears no more of it', async () => {
  const { realtime, peer } = await set();
  const one = await peer();
  await join(one);
  one.say({ type: 'unsubscribe', room: CLUB });
  await join(one);
  one.say({ type: 'unsubscribe', room: CLUB });
  one.say({ type: 'subscribe', room: stationRoom('none') });
  await vi.waitFor(() => expect(one.heard.at(-1)).toEqual({ type: 'no-room', room: stationRoom('none') }));
  realtime.publish(CLUB, liveEvent(1));
  await join(one);
  expect(one.heard.map(({ type }) => type)).toEqual(['welcome', 'subscribed', 'subscribed', 'no-room', 'subscribed']);
});

test('figures come at most once a second, a change of state at once', async () => {
  const { realtime, clock, peer } = await set();
  const one = await peer();
  await join(one);
  for (const n of [1, 2, 3]) realtime.publishLatest(CLUB, liveEvent(n));
  clock.advance(1_000);
  realtime.publishLatest(CLUB, liveEvent(4));
  realtime.publish(CLUB, { type: 'live', live: null });
  clock.advance(5_000);
  realtime.publishLatest(CLUB, liveEvent(5));
  await vi.waitFor(() => expect(one.heard).toHaveLength(7));
  const told = one.heard.flatMap((message) =>
    message.type === 'event' && message.event.type === 'live' ? [message.event.live?.listeners ?? 'off'] : [],
  );
  expect(told).toEqual([1, 3, 'off', 5]);
  expect(realtime.report()).toMatchObject({ published: 5, replaced: 2 }); // one says who is here
});

test('a page of another site is refused, our own and programs are not', async () => {
  const { realtime, url, peer } = await set();
  expect(await refusedWith(url, { origin: 'https://evil.example' })).toBe(403);
  await peer({ origin: url.replace('ws', 'http') });
  await peer();
  expect(realtime.report()).toMatchObject({ refusedOrigins: 1, connections: 2 });
});

test('one address cannot take more connections than its share, and gets them back', async () => {
  const { realtime, url, peer } = await set({ connectionsPerAddress: 2 });
  const one = await peer({ 'x-address': 'a' });
  await peer({ 'x-address': 'a' });
  expect(await refusedWith(url, { 'x-address': 'a' })).toBe(429);
  await peer({ 'x-address': 'b' });
  one.socket.close();
  await vi.waitFor(() => expect(realtime.report().connections).toBe(2));
  await peer({ 'x-address': 'a' });
  expect(realtime.report().refusedAddresses).toBe(1);
});

test('an IPv6 line is one address, whichever of its addresses it takes', async () => {
  const { url, peer } = await set({ connectionsPerAddress: 1 });
  await peer({ 'x-address': '2001:db8::1' });
  expect(await refusedWith(url, { 'x-address': '2001:db8::2' })).toBe(429);
  await peer({ 'x-address': '2001:db8:0:1::1' });
});

test('an answered heartbeat keeps a connection open, silence closes it', async () => {
  const { realtime, clock, peer } = await set();
  const [alive, silent] = [await peer(), await peer()];
  let pings = 0;
  alive.socket.on('message', (frame) => {
    if (!String(frame).includes('"ping"')) return;
    pings += 1;
    alive.say({ type: 'pong' });
  });
  for (const n of [1, 2, 3]) {
    clock.advance(20_000);
    await vi.waitFor(() => expect(pings).toBe(n));
    await join(alive); // so its pong was heard
  }
  expect(await silent.closed).toBe(CLOSE.SILENT.code);
  expect(realtime.report()).toMatchObject({ connections: 1, closedSilent: 1 });
});

test('a half-open peer that never answers the closing handshake is cut', async () => {
  const { realtime, clock, peer } = await set();
  const gone = await peer();
  await join(gone);
  gone.socket.pause();
  clock.advance(50_000);
  expect(realtime.report()).toMatchObject({ connections: 1, closedSilent: 1 });
  clock.advance(2_000);
  await vi.waitFor(() => expect(realtime.report().connections).toBe(0));
});

test('more rooms than a connection may have close it for good; asking twice for one room does not', async () => {
  const { places, peer } = await set({ roomsPerConnection: 2 });
  const other = stationRoom('other');
  places.set(other, contentWith(null));
  const one = await peer();
  for (const room of [CLUB, other, other, CLUB]) await join(one, room);
  one.say({ type: 'subscribe', room: stationRoom('third') });
  expect(await one.closed).toBe(CLOSE.TOO_MANY_ROOMS.code);
});

test('at stop everybody is told to come back soon, and nobody new is let in', async () => {
  const { realtime, url, peer } = await set();
  const peers = await Promise.all(Array.from({ length: 20 }, () => peer()));
  await Promise.all(peers.map((one) => join(one)));
  const stopped = realtime.stop();
  expect(await refusedWith(url, {})).toBe(503);
  expect(await Promise.all(peers.map(({ closed }) => closed))).toEqual(peers.map(() => CLOSE.RESTARTING.code));
  await stopped;
});

test('rooms that stay empty are forgotten after a while, and names of places that do not exist at once', async () => {
  const { realtime, clock, peer } = await set();
  const one = await peer();
  await join(one);
  await join(one, stationRoom('no-such-place'));
  expect(realtime.report().rooms).toBe(1);
  one.socket.close();
  await one.closed;
  await vi.waitFor(() => expect(realtime.report().connections).toBe(0));
  clock.advance(60_000);
  expect(realtime.report().rooms).toBe(1);
  clock.advance(60_000);
  expect(realtime.report().rooms).toBe(0);
});

test('whoever caused an event is told only that it was counted; their other page hears it', async () => {
  const { realtime, peer } = await set();
  const [page, tab] = [await peer({ cookie: 'zoe' }), await peer({ cookie: 'zoe' })];
  for (const one of [page, tab]) await join(one);
  const welcome = page.heard[0];
  realtime.publish(CLUB, liveEvent(1), { except: welcome?.type === 'welcome' ? welcome.connectionId : '' });
  await vi.waitFor(() => expect(page.heard.at(-1)).toEqual({ type: 'own', room: CLUB, seq: 1 }));
  await vi.waitFor(() => expect(tab.heard.at(-1)).toMatchObject({ type: 'event', seq: 1 }));
});

test('one person cannot take more connections than their share, wherever they come from', async () => {
  const { realtime, url, peer } = await set({ connectionsPerPerson: 2 });
  const zoe = { cookie: 'zoe' };
  const one = await peer({ ...zoe, 'x-address': 'a' });
  await peer({ ...zoe, 'x-address': 'b' });
  expect(await refusedWith(url, { ...zoe, 'x-address': 'c' })).toBe(429);
  await peer({ cookie: 'rolf' });
  one.socket.close();
  await vi.waitFor(() => expect(realtime.report().connections).toBe(2));
  await peer(zoe);
  expect(realtime.report()).toMatchObject({ refusedPeople: 1, refusedAddresses: 0 });
});
