import { systemClock as clock, createFakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLoopWatch, type LoopWatch } from './loop-delay.ts';

let watch: LoopWatch;
beforeEach(() => {
  watch = createLoopWatch({ clock });
});
afterEach(() => watch.stop?.());

/** It watches, and has looked at least once. */
const settled = () => vi.waitUntil(() => watch.take(), { timeout: 10_000 });

const block = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

test('a loop that was blocked came late by that much, also when that was just before or while it is read', async () => {
  await settled();
  block(250);
  expect((await watch.take())?.maxMs).toBeGreaterThan(200);
  const taken = watch.take();
  block(250);
  const delays = [await taken, await watch.take()];
  expect(Math.max(...delays.map((delay) => delay?.maxMs ?? 0))).toBeGreaterThan(200);
});

test('reading begins anew, and an idle loop is hardly ever late', async () => {
  await settled();
  block(400);
  expect((await watch.take())?.maxMs).toBeGreaterThan(300);
  await watch.take();
  // Others work on this machine as well; but not each time.
  await vi.waitFor(
    async () => {
      const { p50Ms = Number.NaN, p99Ms = 0, maxMs = Number.NaN } = (await watch.take()) ?? {};
      expect(maxMs).toBeLessThan(100);
      expect(p50Ms).toBeLessThan(15);
      expect(p50Ms).toBeLessThanOrEqual(p99Ms);
    },
    { timeout: 10_000 },
  );
}, 15_000);

test('it watches for nobody: not before it is read, and not when nobody has read for long', async () => {
  const fake = createFakeClock();
  const resting = createLoopWatch({ clock: fake });
  expect(await resting.take()).toBeNull();
  expect(fake.pending()).toBe(1);
  fake.advance(300_000);
  expect(fake.pending()).toBe(0);
  expect(await resting.take()).toBeNull();
  await resting.stop?.();
  expect(fake.pending()).toBe(0);
});
