import { expect, test } from 'vitest';
import { startRoom as set } from './realtime-room-rig.ts';

test('whoever enters gets the snapshot, then what came while it was read, then what comes', async () => {
  const { room, member, heed, read, settled } = set(4);
  const one = member();
  room.subscribe(one, null);
  await settled();
  heed(5);
  expect(one.heard).toEqual([]);
  await read();
  heed(6);
  expect(one.heard).toEqual(['snapshot e1 4', 'event 5', 'event 6']);
});

test('who did something while the room lets them in gets their own number, not the event', async () => {
  const { room, member, heed, read, settled } = set(4);
  const [one, other] = [member(), member()];
  for (const each of [one, other]) room.subscribe(each, null);
  await settled();
  heed(5, 'e1', one.id);
  await read();
  expect(one.heard).toEqual(['snapshot e1 4', 'own']);
  expect(other.heard).toEqual(['snapshot e1 4', 'event 5']);
});

test('whoever comes back soon gets what was missed, at once and without a read', async () => {
  const { room, member, heed, read } = set();
  const one = member();
  room.subscribe(member(), null);
  await read();
  for (const seq of [1, 2, 3]) heed(seq);
  room.subscribe(one, { epoch: 'e1', seq: 1 });
  expect(one.heard).toEqual(['resumed e1 3', 'event 2', 'event 3']);
  expect(await read()).toBe(0);
});

test('whoever was away too long, or in another epoch, gets a snapshot', async () => {
  const { room, member, heed, read } = set(7);
  const [tooLong, otherEpoch] = [member(), member()];
  room.subscribe(tooLong, { epoch: 'e1', seq: 6 });
  room.subscribe(otherEpoch, { epoch: 'e0', seq: 7 });
  await read();
  expect(tooLong.heard).toEqual(['snapshot e1 7']);
  expect(otherEpoch.heard).toEqual(['snapshot e1 7']);
  heed(8);
  expect(tooLong.heard.at(-1)).toBe('event 8');
});

test('a thousand who enter at once cost one read, and so do those who enter a moment later', async () => {
  const { room, member, read, clock } = set();
  const many = Array.from({ length: 1_000 }, member);
  for (const one of many) room.subscribe(one, null);
  expect(await read()).toBe(1);
  expect(many.every(({ heard }) => heard.length === 1)).toBe(true);
  const later = member();
  clock.advance(999);
  room.subscribe(later, null);
  expect(await read()).toBe(0);
  expect(later.heard).toEqual(['snapshot e1 0']);
});

test('a snapshot serves nobody after something happened, or after a second', async () => {
  const { room, member, heed, read, clock } = set();
  room.subscribe(member(), null);
  await read();
  heed(1);
  room.subscribe(member(), null);
  expect(await read()).toBe(1);
  clock.advance(1_000);
  room.subscribe(member(), null);
  expect(await read()).toBe(1);
});

test.each([
  ['a gap', 5, 'e1'],
  ['another epoch', 1, 'e2'],
])('%s on the bus gives everybody a new snapshot, and the event that showed it after that', async (_, seq, epoch) => {
  const { room, member, heed, read, counters } = set();
  const one = member();
  room.subscribe(one, null);
  await read();
  heed(1);
  heed(seq, epoch);
  expect(one.heard).toEqual(['snapshot e1 0', 'event 1']);
  await read();
  expect(one.heard.slice(2)).toEqual([`snapshot ${epoch} ${seq - 1}`, `event ${seq}`]);
  expect(counters.roomsRestarted).toBe(1);
});

test('an event that is heard twice is sent once', async () => {
  const { room, member, heed, read } = set();
  const one = member();
  room.subscribe(one, null);
  await read();
  heed(1);
  heed(1);
  expect(one.heard).toEqual(['snapshot e1 0', 'event 1']);
});

test('a snapshot that was read over a change of epoch is thrown away', async () => {
  const { room, member, heed, read, settled } = set();
  const one = member();
  room.subscribe(one, null);
  await settled();
  heed(1, 'e2');
  await read();
  expect(one.heard).toEqual([]);
  await read();
  expect(one.heard).toEqual(['snapshot e2 1']);
});

test('after a possible gap the room compares, and starts anew only if it missed something', async () => {
  const { room, member, heed, read, moveBus } = set();
  const one = member();
  room.subscribe(one, null);
  await read();
  heed(1);
  moveBus({ epoch: 'e1', seq: 1 });
  await room.catchUp();
  expect(await read()).toBe(0);
  moveBus({ epoch: 'e1', seq: 3 });
  await room.catchUp();
  await read();
  expect(one.heard).toEqual(['snapshot e1 0', 'event 1', 'snapshot e1 3']);
});

test('where there is no such place everybody is told so, and the room can go', async () => {
  const { room, member, read, noPlace } = set();
  const one = member();
  room.subscribe(one, null);
  await read(null);
  expect(one.heard).toEqual(['no-room']);
  expect(room.empty).toBe(true);
  expect(noPlace()).toBe(1);
});

test('whoever leaves while entering hears nothing', async () => {
  const { room, member, heed, read, settled } = set();
  const one = member();
  room.subscribe(one, null);
  await settled();
  room.unsubscribe(one);
  await read();
  heed(1);
  expect(one.heard).toEqual([]);
  expect(room.visited).toBe(false);
});

test('a snapshot that cannot be read is tried again, ever more rarely, but every ten seconds', async () => {
  const { room, member, read, reads, settled, clock, counters } = set();
  const one = member();
  room.subscribe(one, null);
  for (const waitMs of [1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
    await settled();
    reads.pop()?.reject(new Error('database away'));
    await settled();
    clock.advance(waitMs - 1);
    await settled();
    expect(reads).toHaveLength(0);
    clock.advance(1);
  }
  expect(counters.failedSnapshots).toBe(6);
  await read();
  expect(one.heard).toEqual(['snapshot e1 0']);
  room.close();
  expect(clock.pending()).toBe(0);
});

test('a read that hangs is given up, so those who enter later get in, too', async () => {
  const { room, member, read, reads, settled, clock, counters } = set();
  const [one, later] = [member(), member()];
  room.subscribe(one, null);
  await settled();
  const [hanging] = reads.splice(0);
  room.subscribe(later, null);
  clock.advance(5_000);
  await settled();
  expect(counters.failedSnapshots).toBe(1);
  clock.advance(1_000);
  expect(await read()).toBe(1);
  hanging?.resolve(null);
  await settled();
  expect([one.heard, later.heard]).toEqual([['snapshot e1 0'], ['snapshot e1 0']]);
});

test('a position that hangs is given up', async () => {
  const { room, member, read, settled, clock, counters, hangBus } = set();
  const one = member();
  const mend = hangBus();
  room.subscribe(one, null);
  await settled();
  clock.advance(5_000);
  await settled();
  mend();
  expect(counters.failedSnapshots).toBe(1);
  clock.advance(1_000);
  await read();
  expect(one.heard).toEqual(['snapshot e1 0']);
});

test('a room that is closed drops what it reads, and waits for nothing', async () => {
  const { room, member, read, settled, clock, counters, noPlace } = set();
  const one = member();
  room.subscribe(one, null);
  await settled();
  room.close();
  await settled();
  expect(clock.pending()).toBe(0);
  await read(null);
  expect(one.heard).toEqual([]);
  expect(noPlace()).toBe(0);
  expect(counters.failedSnapshots).toBe(0);
});
