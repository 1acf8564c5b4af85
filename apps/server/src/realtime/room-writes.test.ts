import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createRoomAudience } from './room-audience.ts';
import { somebody } from './room-member-rig.ts';
import { createRoomWrites } from './room-writes.ts';
import type { Outgoing } from './server-frames.ts';

const textFrame = (text: string): Outgoing => ({
  webSocket: () => Buffer.from(`${text} `),
  eventStream: () => Buffer.from(`${text} `),
});

/** A room whose readers note each write. */
const set = (gatherMs = 100) => {
  const clock = createFakeClock();
  const heard: Record<string, string[]> = { one: [], two: [] };
  const outgoings = new Set<Outgoing>();
  const audience = createRoomAudience();
  const members = Object.keys(heard).map((id) => ({
    ...somebody(),
    id,
    send: (outgoing: Outgoing) => {
      outgoings.add(outgoing);
      heard[id]?.push(outgoing.webSocket().toString().trim());
    },
  }));
  for (const member of members) audience.add(member);
  const memberOf = (id: string) => members.find((member) => member.id === id);
  const writes = createRoomWrites({ audience, memberOf, gatherMs, clock });
  const push = (text: string, causer?: string): void =>
    writes.push({
      frame: textFrame(text),
      except: causer ? { memberId: causer, own: textFrame(`own ${text}`) } : null,
    });
  return { clock, heard, outgoings, writes, push };
};

test('a lone event goes out at once, and one that comes long after it too', () => {
  const { clock, heard, push } = set();
  push('a');
  expect(heard['one']).toEqual(['a']);
  clock.advance(100);
  push('b');
  expect(heard['one']).toEqual(['a', 'b']);
  expect(clock.pending()).toBe(0);
});

test('what follows within 100 ms waits 100 ms for others, and goes out with them in one write each, made once for all', () => {
  const { clock, heard, outgoings, push } = set();
  push('a');
  clock.advance(30);
  push('b');
  clock.advance(30);
  push('c');
  clock.advance(69);
  expect(heard['one']).toEqual(['a']);
  clock.advance(1);
  expect(heard).toEqual({ one: ['a', 'b c'], two: ['a', 'b c'] });
  expect(outgoings.size).toBe(2);
  push('d');
  clock.advance(100);
  expect(heard['two']?.at(-1)).toBe('d');
});

test('whoever caused an event gets something else in its place, in order with the others', () => {
  const { clock, heard, push } = set();
  push('a', 'two');
  push('b');
  push('c', 'one');
  push('d', 'two');
  clock.advance(100);
  expect(heard).toEqual({ one: ['a', 'b own c d'], two: ['own a', 'b c own d'] });
});

test('what waits goes out before somebody is let in, and never too much of it', () => {
  const { clock, heard, writes, push } = set();
  push('a');
  push('b');
  writes.flush();
  expect(heard['one']).toEqual(['a', 'b']);
  for (let n = 0; n < 100; n += 1) push(`${n}`);
  expect(heard['one']).toHaveLength(3);
  push('last');
  writes.stop();
  clock.advance(1_000);
  expect(heard['one']).toHaveLength(3);
  expect(clock.pending()).toBe(0);
});

test('large events do not wait until they are too much for one write', () => {
  const { heard, push } = set();
  push('a');
  for (let n = 0; n < 12; n += 1) push('x'.repeat(12_000));
  expect(heard['one']?.map((write) => write.length)).toEqual([1, 72_005, 72_005]);
});
