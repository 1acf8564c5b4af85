import { CLOSE, LIMITS } from '@livestreamer/contracts';
import { afterEach, expect, test } from 'vitest';
import { CLUB, createFakeRealtimeRig, type FakeRealtimeRig, liveEvent, snapshotWith } from './fake-realtime-rig.ts';

let rig: FakeRealtimeRig;
const set = (fraction?: number): FakeRealtimeRig => {
  rig = createFakeRealtimeRig(fraction);
  return rig;
};
const deaf = { onSnapshot: () => undefined, onEvent: () => undefined };

afterEach(() => {
  rig.client.close();
  expect(rig.clock.pending()).toBe(0);
  expect(rig.socket().closedByClient || rig.client.state() === 'closed').toBe(true);
});

test('it is open at the welcome, and only then asks for its rooms', () => {
  const { client, socket } = set();
  client.follow(CLUB, deaf);
  expect(client.state()).toBe('connecting');
  expect(socket().take()).toEqual([]);
  socket().welcome();
  expect(client.state()).toBe('open');
  expect(socket().take()).toEqual([{ type: 'subscribe', room: CLUB }]);
});

test('a lost connection is mended and every room resumed where it was', () => {
  const { client, clock, sockets, socket } = set();
  const heard: unknown[] = [];
  client.follow(CLUB, { onSnapshot: (snapshot) => heard.push(snapshot), onEvent: (event) => heard.push(event) });
  socket().welcome();
  socket().tell({ type: 'subscribed', room: CLUB, epoch: 'e1', seq: 3, snapshot: snapshotWith(null) });
  socket().tell({ type: 'event', room: CLUB, seq: 4, event: liveEvent(4) });
  socket().end(1006);
  expect(client.state()).toBe('waiting');
  clock.advance(2_000);
  expect(sockets).toHaveLength(2);
  socket().welcome();
  expect(socket().take()).toEqual([{ type: 'subscribe', room: CLUB, resume: { epoch: 'e1', seq: 4 } }]);
  expect(heard).toEqual([snapshotWith(null), liveEvent(4)]);
});

test('who is somebody else now asks for everything anew', () => {
  const { client, clock, socket } = set();
  client.follow(CLUB, deaf);
  socket().welcome();
  socket().tell({ type: 'subscribed', room: CLUB, epoch: 'e1', seq: 3, snapshot: snapshotWith(null) });
  socket().end(CLOSE.IDENTITY_CHANGED.code);
  clock.advance(2_000);
  socket().welcome();
  expect(socket().take()).toEqual([{ type: 'subscribe', room: CLUB }]);
});

test('heartbeats are answered', () => {
  const { socket } = set();
  socket().welcome();
  socket().ping();
  expect(socket().take()).toEqual([{ type: 'pong' }]);
});

test('a connection that says nothing for the documented time is given up', () => {
  const { client, clock, socket } = set();
  socket().welcome();
  clock.advance(LIMITS.realtime.silenceMs - 1);
  expect(client.state()).toBe('open');
  socket().ping();
  clock.advance(LIMITS.realtime.silenceMs - 1);
  expect(client.state()).toBe('open');
  const silent = socket();
  clock.advance(1);
  expect(client.state()).toBe('waiting');
  expect(silent.closedByClient).toBe(true);
});

test('a socket that never gets to the welcome is given up', () => {
  const { client, clock } = set();
  clock.advance(15_000);
  expect(client.state()).toBe('waiting');
});

test('a socket that was given up is not heard any more', () => {
  const { client, clock, sockets, socket } = set();
  const late = socket();
  clock.advance(15_000);
  late.welcome();
  late.end(CLOSE.TOO_MANY_ROOMS.code);
  expect(client.state()).toBe('waiting');
  clock.advance(2_000);
  expect(sockets).toHaveLength(2);
});

test('vain attempts come further and further apart after the first few, at most 30 s', () => {
  const { clock, sockets, socket } = set();
  const waited: number[] = [];
  for (let n = 0; n < 9; n++) {
    const before = sockets.length;
    socket().end(1006);
    let ms = 0;
    for (; sockets.length === before; ms += 50) clock.advance(50);
    waited.push(ms);
  }
  expect(waited).toEqual([1_050, 1_050, 1_050, 1_050, 2_050, 4_050, 8_050, 15_050, 15_050]);
});

test('a connection that lived to a heartbeat is followed by the shortest wait, a shorter one is not', () => {
  const { clock, sockets, socket } = set();
  for (const delayMs of [1_050, 1_050, 1_050, 1_050, 2_050, 4_050]) {
    socket().welcome();
    socket().end(CLOSE.SLOW_CONSUMER.code);
    const before = sockets.length;
    clock.advance(delayMs - 1);
    expect(sockets).toHaveLength(before);
    clock.advance(1);
    expect(sockets).toHaveLength(before + 1);
  }
  socket().welcome();
  socket().ping();
  socket().end(1006);
  clock.advance(1_050);
  expect(sockets).toHaveLength(8);
});

test('a client at fault stays away longer', () => {
  const { clock, sockets, socket } = set();
  socket().end(CLOSE.MALFORMED.code);
  clock.advance(5_000);
  expect(sockets).toHaveLength(1);
  clock.advance(100);
  expect(sockets).toHaveLength(2);
});

test('a close that says never is for good', () => {
  const { client, clock, sockets, socket } = set();
  socket().welcome();
  socket().end(CLOSE.TOO_MANY_ROOMS.code);
  client.retryNow();
  clock.advance(120_000);
  expect(client.state()).toBe('closed');
  expect(sockets).toHaveLength(1);
});

test('told that the line is back, it goes at once', () => {
  const { client, sockets, socket } = set();
  socket().end(1006);
  client.retryNow();
  client.retryNow();
  expect(sockets).toHaveLength(2);
  expect(client.state()).toBe('connecting');
});

test('every change of state is told until one does not want to hear it', () => {
  const { client, socket } = set();
  const states: string[] = [];
  const stop = client.onState((state) => states.push(state));
  socket().welcome();
  socket().end(1006);
  client.retryNow();
  stop();
  client.close();
  expect(states).toEqual(['open', 'waiting', 'connecting']);
});

test('a listener may close it from within a change of state', () => {
  const { client, socket } = set();
  client.onState((state) => state === 'connecting' && client.close());
  socket().end(1006);
  client.retryNow();
  expect(client.state()).toBe('closed');
});

test('what it does not understand changes nothing', () => {
  const { client, socket } = set();
  socket().welcome();
  for (const junk of ['', '{', 'null', '[]', '{"type":"new-thing"}', '{"type":"event"}', new Uint8Array(3), undefined])
    socket().tellRaw(junk);
  expect(client.state()).toBe('open');
  expect(socket().take()).toEqual([]);
});

test('comes back at once when it is asked to, and asks for everything anew: it is perhaps somebody else', () => {
  const { client, sockets, socket } = set();
  client.follow(CLUB, deaf);
  socket().welcome();
  socket().tell({ type: 'subscribed', room: CLUB, epoch: 'e1', seq: 3, snapshot: snapshotWith(null) });
  client.reconnect();
  expect(sockets).toHaveLength(2);
  socket().welcome();
  expect(socket().take()).toEqual([{ type: 'subscribe', room: CLUB }]);
});

test('counts an event of its own', () => {
  const { client, clock, socket } = set();
  client.follow(CLUB, deaf);
  socket().welcome();
  socket().tell({ type: 'subscribed', room: CLUB, epoch: 'e1', seq: 3, snapshot: snapshotWith(null) });
  socket().tell({ type: 'own', room: CLUB, seq: 4 });
  socket().end(1006);
  clock.advance(2_000);
  socket().welcome();
  expect(socket().take()).toEqual([{ type: 'subscribe', room: CLUB, resume: { epoch: 'e1', seq: 4 } }]);
});
