import { CLOSE, stationRoom } from '@livestreamer/contracts';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { RealtimeLimits } from './realtime-limits.ts';
import { contentWith, liveEvent, type RealtimeRig, type RigPeer, startRealtimeRig } from './realtime-rig.ts';

const CLUB = stationRoom('club');
const OUTBOX_BYTES = 64 * 1024;
/** The outbox is looked at before a frame goes into it, and a close frame follows. */
const LARGEST_OUTBOX_BYTES = OUTBOX_BYTES + 1_024;

let rig: RealtimeRig;
const set = async (limits?: Partial<RealtimeLimits>): Promise<RealtimeRig> => {
  rig = await startRealtimeRig(limits);
  rig.places.set(CLUB, contentWith(null));
  return rig;
};
afterEach(async () => {
  await rig.stop();
  expect(rig.clock.pending()).toBe(0);
});

const joined = async (): Promise<RigPeer> => {
  const peer = await rig.peer();
  peer.say({ type: 'subscribe', room: CLUB });
  await vi.waitFor(() => expect(peer.heard).toHaveLength(2));
  return peer;
};

test.each([
  ['no JSON', '{'],
  ['no object', '7'],
  ['an unknown message', '{"type":"shout"}'],
  ['a room of a wrong name', '{"type":"subscribe","room":"../etc"}'],
  ['a position of a wrong type', '{"type":"subscribe","room":"station:club","resume":{"epoch":1,"seq":-1}}'],
  ['binary', Buffer.from('{"type":"pong"}')],
])('%s closes that socket as malformed, and no other', async (_, frame) => {
  const { realtime } = await set();
  const [bad, good] = [await joined(), await joined()];
  bad.socket.send(frame);
  expect(await bad.closed).toBe(CLOSE.MALFORMED.code);
  realtime.publish(CLUB, liveEvent(1));
  await vi.waitFor(() => expect(good.heard).toHaveLength(3));
  expect(realtime.report()).toMatchObject({ closedMalformed: 1, connections: 1 });
});

test('what a closing connection still says is not heard', async () => {
  const { realtime } = await set();
  const bad = await joined();
  for (let n = 0; n < 5; n++) bad.socket.send('{');
  bad.say({ type: 'subscribe', room: CLUB });
  await bad.closed;
  await vi.waitFor(() => expect(realtime.report().connections).toBe(0));
  expect(realtime.report().closedMalformed).toBe(1);
});

test('a frame larger than allowed closes with 1009, one of the allowed size does not', async () => {
  const { realtime } = await set();
  const peer = await joined();
  peer.socket.send(`{"type":"pong"${' '.repeat(4096 - 15)}}`);
  peer.say({ type: 'subscribe', room: CLUB });
  await vi.waitFor(() => expect(peer.heard).toHaveLength(3));
  peer.socket.send(' '.repeat(4097));
  expect(await peer.closed).toBe(1009);
  expect(realtime.report().closedBroken).toBe(1);
});

test('over 2,000 malformed messages and torn frames a second member misses nothing', { timeout: 60_000 }, async () => {
  const { realtime } = await set();
  const good = await joined();
  const frames = fc.sample(
    fc.oneof(
      fc.string({ maxLength: 300 }).map((text) => ({ text })),
      fc.json().map((text) => ({ text })),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => ({ raw: Buffer.from(bytes) })),
      fc.uint8Array({ minLength: 2, maxLength: 20 }).map((bytes) => ({ raw: Buffer.from([0x81, 0xff, ...bytes]) })),
    ),
    { numRuns: 2_000, seed: 7 },
  );
  const attack = async (index: number): Promise<void> => {
    for (let at = index; at < frames.length; at += 20) {
      const bad = await rig.peer();
      const frame = frames[at];
      if (frame && 'text' in frame) bad.socket.send(frame.text);
      // Around `ws`, straight onto the line: half frames, reserved bits, unmasked frames, frames that never end.
      else if (frame) Reflect.get(bad.socket, '_socket').write(frame.raw);
      realtime.publish(CLUB, liveEvent(at));
      bad.socket.terminate();
      await bad.closed;
    }
  };
  await Promise.all(Array.from({ length: 20 }, (_, index) => attack(index)));
  await vi.waitFor(() => expect(good.heard).toHaveLength(2 + frames.length));
  expect(good.heard.flatMap((message) => (message.type === 'event' ? [message.seq] : []))).toEqual(
    frames.map((_, index) => index + 1),
  );
  await vi.waitFor(() => expect(realtime.report().connections).toBe(1));
  const { closedMalformed, closedBroken } = realtime.report();
  expect(closedMalformed + closedBroken).toBeGreaterThan(500);
});

test('names that are asked for and left again leave nothing behind', async () => {
  const { realtime } = await set({ messageBurst: 3_000 });
  const peer = await rig.peer();
  for (let n = 0; n < 1_000; n++) {
    peer.say({ type: 'subscribe', room: stationRoom(`r-${n}`) });
    peer.say({ type: 'unsubscribe', room: stationRoom(`r-${n}`) });
  }
  peer.say({ type: 'subscribe', room: CLUB });
  await vi.waitFor(() => expect(peer.heard.at(-1)).toMatchObject({ type: 'subscribed', room: CLUB }));
  expect(realtime.report().rooms).toBe(1);
});

test('whoever reads too slowly is closed as soon as its outbox is full, and the others hear everything', async () => {
  const { realtime, clock } = await set({ outboxBytes: OUTBOX_BYTES });
  const [slow, good] = [await joined(), await joined()];
  slow.socket.pause();
  let sent = 0;
  let mostWaiting = 0;
  while (realtime.report().closedSlow === 0) {
    for (let n = 0; n < 1_000; n++) {
      realtime.publish(CLUB, liveEvent(sent++));
      mostWaiting = Math.max(mostWaiting, rig.mostBytesWaiting());
    }
    await vi.waitFor(() => expect(good.heard).toHaveLength(2 + sent));
  }
  expect(realtime.report()).toMatchObject({ closedSlow: 1, connections: 2 });
  expect(mostWaiting).toBeGreaterThan(OUTBOX_BYTES);
  expect(mostWaiting).toBeLessThan(LARGEST_OUTBOX_BYTES);
  clock.advance(2_000);
  await vi.waitFor(() => expect(realtime.report().connections).toBe(1));
});

test('pings that nobody reads the pongs of are bounded like everything else', async () => {
  const { realtime, clock } = await set({ outboxBytes: OUTBOX_BYTES, messageBurst: Number.POSITIVE_INFINITY });
  const flood = await joined();
  flood.socket.pause();
  while (realtime.report().closedSlow === 0) {
    for (let n = 0; n < 1_000; n++) flood.socket.ping('x'.repeat(125));
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  expect(rig.mostBytesWaiting()).toBeGreaterThan(OUTBOX_BYTES);
  expect(rig.mostBytesWaiting()).toBeLessThan(LARGEST_OUTBOX_BYTES);
  clock.advance(2_000);
  await vi.waitFor(() => expect(realtime.report().connections).toBe(0));
});

test.each([
  ['messages', (peer: RigPeer) => peer.say({ type: 'pong' })],
  ['subscriptions', (peer: RigPeer) => peer.say({ type: 'subscribe', room: CLUB })],
  ['pings', (peer: RigPeer) => peer.socket.ping()],
])('a flood of faultless %s closes that socket, and no other', async (_, say) => {
  const { realtime } = await set();
  const [flood, good] = [await joined(), await joined()];
  for (let n = 0; n < 500; n++) say(flood);
  expect(await flood.closed).toBe(CLOSE.FLOOD.code);
  realtime.publish(CLUB, liveEvent(1));
  await vi.waitFor(() => expect(good.heard).toHaveLength(3));
  expect(realtime.report()).toMatchObject({ closedFlooding: 1, connections: 1 });
});

test('whoever speaks steadily is heard for ever', async () => {
  const { realtime, clock } = await set({ messageBurst: 5, messagesPerS: 10 });
  const peer = await rig.peer();
  for (let n = 1; n <= 50; n++) {
    peer.say({ type: 'subscribe', room: CLUB });
    await vi.waitFor(() => expect(peer.heard.filter(({ type }) => type === 'subscribed')).toHaveLength(n));
    clock.advance(100);
  }
  expect(realtime.report()).toMatchObject({ closedFlooding: 0, connections: 1 });
});
