import type { Frame } from '@livestreamer/framing';
import { expect, test } from 'vitest';
import { createUplinkBacklog } from './uplink-backlog.ts';

/** A frame of 100 ms whose three bytes say which it is. */
const frame = (index: number): Frame => ({
  bytes: Uint8Array.of(index, index, index),
  durationUs: 100_000,
  sampleRate: 44_100,
  header: false,
});

const filled = (count: number) => {
  const backlog = createUplinkBacklog({ limitMs: 1_000 });
  for (let index = 0; index < count; index += 1) backlog.push(frame(index));
  return backlog;
};

test('gives frames in order, in pieces that end at a frame border', () => {
  const backlog = filled(3);
  expect([...(backlog.take(7) ?? [])]).toEqual([0, 0, 0, 1, 1, 1]);
  expect([...(backlog.take(7) ?? [])]).toEqual([2, 2, 2]);
  expect(backlog.take(7)).toBeNull();
});

test('gives a frame that is larger than the piece', () => {
  expect(filled(2).take(1)).toHaveLength(3);
});

test('holds no more than its limit: the oldest go and are counted', () => {
  const backlog = filled(13);
  expect(backlog.droppedMs).toBe(300);
  expect(backlog.take(1)?.[0]).toBe(3);
});

test('what was taken does not wait any more', () => {
  const backlog = filled(10);
  backlog.take(3);
  backlog.push(frame(10));
  expect(backlog.droppedMs).toBe(0);
  backlog.push(frame(11));
  expect(backlog.droppedMs).toBe(100);
});

test('is empty when all was taken', () => {
  const backlog = filled(1);
  expect(backlog.isEmpty).toBe(false);
  backlog.take(1);
  expect(backlog.isEmpty).toBe(true);
});

test('what was taken and did not get through is thrown away too, and counted once', () => {
  const backlog = filled(3);
  backlog.take(6);
  backlog.loseTaken();
  backlog.loseTaken();
  expect(backlog.droppedMs).toBe(200);
});
