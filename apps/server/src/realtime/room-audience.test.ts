import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createRoomAudience } from './room-audience.ts';
import type { RoomMember } from './room-member.ts';
import { somebody } from './room-member-rig.ts';
import type { Outgoing } from './server-frames.ts';

const frame: Outgoing = { webSocket: () => Buffer.from('frame'), eventStream: () => Buffer.from('event') };

/** Members who note what they get; each second one has a WebSocket. */
const set = (count: number) => {
  const audience = createRoomAudience();
  const heard = Array.from({ length: count }, () => 0);
  /** Is done when a member is written to. */
  const onHeard = new Map<number, () => void>();
  const members = heard.map((_, nth): RoomMember => {
    const hear = (): void => {
      heard[nth] = (heard[nth] ?? 0) + 1;
      onHeard.get(nth)?.();
    };
    const raw = new PassThrough();
    raw.write = () => {
      hear();
      return true;
    };
    return {
      ...somebody(),
      outbox: nth % 2 === 0 ? { raw, mostWaitingBytes: 100, full: () => undefined } : null,
      send: hear,
    };
  });
  for (const member of members) audience.add(member);
  const member = (nth: number): RoomMember => {
    const found = members[nth];
    if (!found) throw new Error('There are not so many.');
    return found;
  };
  return { audience, heard, onHeard, member, members };
};

test('everybody is written to once, but for those who are left out', () => {
  const { audience, heard, member } = set(7);
  audience.add(member(3));
  audience.sendToAll(frame, [member(2), member(5)]);
  expect(heard).toEqual([1, 1, 0, 1, 1, 0, 1]);
  expect(audience.size).toBe(7);
});

test('who has left gets nothing, whoever takes their place does', () => {
  const { audience, heard, member, members } = set(6);
  for (const nth of [0, 5, 3, 3]) audience.delete(member(nth));
  audience.sendToAll(frame, []);
  expect(heard).toEqual([0, 1, 1, 0, 1, 0]);
  expect(new Set(audience)).toEqual(new Set([1, 2, 4].map(member)));
  expect(members.map(audience.has)).toEqual([false, true, true, false, true, false]);
  audience.clear();
  expect([audience.size, audience.has(member(1))]).toEqual([0, false]);
});

test.each([0, 1, 2, 3, 4])(
  'member %i may leave while it is written to, and the others are reached all the same',
  (nth) => {
    const { audience, heard, onHeard, member } = set(5);
    onHeard.set(nth, () => audience.delete(member(nth)));
    audience.sendToAll(frame, []);
    expect(heard).toEqual([1, 1, 1, 1, 1]);
    audience.sendToAll(frame, []);
    expect(heard).toEqual([0, 1, 2, 3, 4].map((other) => (other === nth ? 1 : 2)));
  },
);
