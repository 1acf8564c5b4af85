import { expect, test } from 'vitest';
import { createRoomHistory } from './room-history.ts';
import type { Outgoing } from './server-frames.ts';

const textFrame = (text: string): Outgoing => ({
  webSocket: () => Buffer.from(text),
  eventStream: () => Buffer.from(text),
});

const set = () => {
  const history = createRoomHistory({ epoch: 'e1', seq: 10 }, 3);
  const after = (seq: number) => history.after(seq)?.map(({ frame }) => frame.eventStream().toString()) ?? null;
  const push = (...frames: string[]) => {
    for (const frame of frames) history.push({ frame: textFrame(frame), except: null });
  };
  return { history, after, push };
};

test('it counts on from where the room was', () => {
  const { history, push } = set();
  push('a', 'b');
  expect(history.seq).toBe(12);
});

test('whoever missed events that are kept gets exactly those', () => {
  const { after, push } = set();
  push('a', 'b', 'c');
  expect(after(10)).toEqual(['a', 'b', 'c']);
  expect(after(12)).toEqual(['c']);
  expect(after(13)).toEqual([]);
});

test('whoever missed more, or claims the future, gets nothing from it', () => {
  const { after, push } = set();
  expect(after(9)).toBeNull();
  push('a', 'b', 'c', 'd');
  expect(after(10)).toBeNull();
  expect(after(11)).toEqual(['b', 'c', 'd']);
  expect(after(15)).toBeNull();
});

test('large events are kept only while all of them fit into one write', () => {
  const history = createRoomHistory({ epoch: 'e1', seq: 0 });
  for (let n = 0; n < 50; n++) history.push({ frame: textFrame('x'.repeat(12_000)), except: null });
  expect(history.after(40)).toHaveLength(10);
  expect(history.after(39)).toBeNull();
});
