import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createKeptReading } from './kept-reading.ts';

test('a figure is read once in its time, however many ask', async () => {
  const clock = createFakeClock();
  let reads = 0;
  const figure = createKeptReading({ read: async () => ++reads, maxAgeMs: 5_000, deadlineMs: 1_000, clock });
  expect(await Promise.all([figure(), figure()])).toEqual([1, 1]);
  clock.advance(4_999);
  expect(await figure()).toBe(1);
  clock.advance(1);
  expect(await figure()).toBe(2);
});

test('what cannot be found out is not known, and neither is what takes too long', async () => {
  const clock = createFakeClock();
  let begun = 0;
  const hanging = (): Promise<number> => {
    begun += 1;
    return new Promise(() => undefined);
  };
  const slow = createKeptReading({ read: hanging, maxAgeMs: 5_000, deadlineMs: 1_000, clock });
  for (let asked = 0; asked < 3; asked += 1) {
    const figure = slow();
    clock.advance(5_000);
    expect(await figure).toBeNull();
  }
  expect(begun).toBe(1);
  const failing = createKeptReading({ read: () => Promise.reject(new Error()), maxAgeMs: 0, deadlineMs: 1_000, clock });
  expect(await failing()).toBeNull();
});
