import { systemClock as clock, createFakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLoopWatch, delayOf, type LoopWatch } from './loop-delay.ts';

let watch: LoopWatch;
beforeEach(() => {
  watch = createLoopWatch({ clock });
});
afterEach(() => watch.stop?.());

const block = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

test('a loop that was blocked lets wait for that long, also when that was just before it is read', async () => {
  watch.take();
  block(250);
  expect(watch.take()?.maxMs).toBeGreaterThan(200);
  expect(watch.take()?.maxMs).toBeLessThan(200);
  await new Promise((resolve) => setImmediate(resolve));
  block(250);
  await new Promise((resolve) => setImmediate(resolve));
  expect(watch.take()?.maxMs).toBeGreaterThan(200);
});

test('an idle loop hardly ever lets wait', async () => {
  watch.take();
  // Others work on this machine as well; but not each time.
  await vi.waitFor(
    () => {
      const { p50Ms = Number.NaN, p99Ms = 0, maxMs = Number.NaN } = watch.take() ?? {};
      expect(maxMs).toBeLessThan(100);
      expect(p50Ms).toBeLessThan(15);
      expect(p50Ms).toBeLessThanOrEqual(p99Ms);
    },
    { timeout: 10_000, interval: 300 },
  );
}, 15_000);

test('waits are of time: what blocks seldom and long is seen', () => {
  const second = 1_000;
  expect(delayOf([], 15 * second)).toEqual({ p50Ms: 0, p99Ms: 0, maxMs: 0 });
  // Of three seconds one: 99 of 100 moments wait less than 970 ms.
  const third = delayOf([second, second, second, second, second], 15 * second);
  expect(third.p50Ms).toBe(0);
  expect(third.p99Ms).toBeCloseTo(970, 0);
  expect(third.maxMs).toBe(second);
  expect(delayOf([second], 15 * second).p99Ms).toBeCloseTo(850, 0);
  // Of two seconds more than one.
  expect(delayOf([second, second], 3 * second).p50Ms).toBeCloseTo(250, 0);
  // The twentieth part of a millisecond late, each time it is looked.
  expect(delayOf(Array<number>(750).fill(0.05), 15 * second).p99Ms).toBe(0);
});

test('it watches for nobody: not before it is read, and not when nobody has read for long', () => {
  const fake = createFakeClock();
  const resting = createLoopWatch({ clock: fake });
  expect(fake.pending()).toBe(0);
  expect(resting.take()).toBeNull();
  expect(fake.pending()).toBe(2);
  fake.advance(300_000);
  expect(fake.pending()).toBe(0);
  expect(resting.take()).toBeNull();
  void resting.stop?.();
  expect(fake.pending()).toBe(0);
});
