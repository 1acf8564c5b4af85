import { createFakeClock } from '@livestreamer/clock';
import { type RoomSnapshot, stationRoom } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { systemChance as chance, silentLogger as log } from '../platform/index.ts';
import { createRealtimeCounters } from './realtime-counters.ts';
import { contentWith } from './realtime-rig.ts';
import { createRealtimeRooms } from './realtime-rooms.ts';
import { createRoomBus } from './room-bus.ts';
import { messagesIn, somebody } from './room-member-rig.ts';
import type { Outgoing } from './server-frames.ts';

const NEW = stationRoom('new');
const EMPTY: RoomSnapshot = { ...contentWith(null), presence: { members: 0, visitors: 0 } };
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** Rooms whose places are read when the test says so. */
const set = () => {
  const clock = createFakeClock();
  const bus = createRoomBus({ chance });
  const reads: ((snapshot: RoomSnapshot | null) => void)[] = [];
  const snapshotOf = () => new Promise<RoomSnapshot | null>((resolve) => void reads.push(resolve));
  const presence = { enter: () => undefined, leave: () => undefined };
  const counters = createRealtimeCounters();
  const rooms = createRealtimeRooms({
    bus,
    snapshotOf,
    presence,
    onHeard: () => undefined,
    gatherMs: 0,
    counters,
    clock,
    chance,
    log,
  });
  const member = () => {
    const heard: string[] = [];
    const send = (outgoing: Outgoing): void => void heard.push(...messagesIn(outgoing).map(({ type }) => type));
    return { ...somebody(), heard, send };
  };
  return { clock, bus, reads, rooms, member };
};

test.each([
  ['before', [0, 1]],
  ['after', [1, 0]],
])('that a place did not exist says nothing about the room that was made when it did, read %s it', async (_, order) => {
  const { bus, reads, rooms, member } = set();
  const [early, late] = [member(), member()];
  rooms.subscribe(early, NEW, null);
  await settled();
  rooms.unsubscribe(early, NEW);
  rooms.subscribe(late, NEW, null);
  await settled();
  for (const which of order) {
    reads[which]?.(which === 0 ? null : EMPTY);
    await settled();
  }
  bus.publish(NEW, { type: 'live', live: null });
  expect(late.heard).toEqual(['subscribed', 'event']);
  expect(early.heard).toEqual([]);
  expect(rooms.size).toBe(1);
  rooms.stop();
});

test('neither does it when the answer comes in the moment in which one goes and the other comes', async () => {
  const { bus, reads, rooms, member } = set();
  const [early, late] = [member(), member()];
  rooms.subscribe(early, NEW, null);
  await settled();
  reads[0]?.(null);
  rooms.unsubscribe(early, NEW);
  rooms.subscribe(late, NEW, null);
  await settled();
  reads[1]?.(EMPTY);
  await settled();
  bus.publish(NEW, { type: 'live', live: null });
  expect(late.heard).toEqual(['subscribed', 'event']);
  rooms.stop();
});

test('after stop nothing is read and nothing is waited for', async () => {
  const { clock, reads, rooms, member } = set();
  const one = member();
  rooms.subscribe(one, NEW, null);
  await settled();
  rooms.stop();
  await settled();
  expect(clock.pending()).toBe(0);
  reads[0]?.(EMPTY);
  await settled();
  expect(one.heard).toEqual([]);
});
