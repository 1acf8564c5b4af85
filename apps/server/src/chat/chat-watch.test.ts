import { createFakeClock } from '@livestreamer/clock';
import type { RoomEvent } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { silentLogger } from '../platform/index.ts';
import { createChatWatch } from './chat-watch.ts';

const ROOM = 'station:radio';
const rig = () => {
  const clock = createFakeClock();
  const told: RoomEvent[] = [];
  const stored = { seq: 0, fails: false };
  const inUse = new Set([ROOM]);
  const watch = createChatWatch({
    roomsInUse: () => inUse,
    seqsOf: async (slugs) => {
      if (stored.fails) throw new Error('The database is away.');
      return slugs.map((slug) => ({ slug, seq: stored.seq }));
    },
    publish: (room, event) => {
      told.push(event);
      watch.noteHeard(room, event);
    },
    clock,
    log: silentLogger,
  });
  void watch.part.start?.();
  const look = async () => {
    clock.advance(5_000);
    for (let tick = 0; tick < 10; tick += 1) await Promise.resolve();
  };
  return { watch, told, stored, inUse, look };
};
const changed = (seq: number) => ({ type: 'messages-changed', seq });

test('a change that was stored and never told is told by the second look, once', async () => {
  const { watch, told, stored, look } = rig();
  watch.noteRead(ROOM, 4);
  stored.seq = 5;
  await look();
  expect(told).toEqual([]);
  await look();
  await look();
  expect(told).toEqual([changed(5)]);
});

test('a change that somebody tells meanwhile is not told again', async () => {
  const { watch, told, stored, look } = rig();
  watch.noteRead(ROOM, 4);
  stored.seq = 6;
  await look();
  watch.noteHeard(ROOM, { type: 'message-unseen', seq: 5 });
  watch.noteHeard(ROOM, { type: 'messages-changed', seq: 6 });
  await look();
  expect(told).toEqual([]);
});

test('what was there before somebody came is news to nobody', async () => {
  const { told, stored, inUse, look } = rig();
  stored.seq = 9;
  await look();
  await look();
  inUse.clear();
  await look();
  stored.seq = 12;
  inUse.add(ROOM);
  await look();
  await look();
  expect(told).toEqual([]);
});

test('a database that is away is asked again', async () => {
  const { watch, told, stored, look } = rig();
  watch.noteRead(ROOM, 0);
  Object.assign(stored, { seq: 1, fails: true });
  await look();
  stored.fails = false;
  await look();
  await look();
  expect(told).toEqual([changed(1)]);
});
