import { expect, test } from 'vitest';
import { createBackoff } from './source-backoff.ts';

const waits = (chance: () => number, count: number): number[] => {
  const backoff = createBackoff({ firstMs: 500, limitMs: 10_000, chance });
  return Array.from({ length: count }, () => backoff.nextMs());
};

test('waits double from the first to the limit', () => {
  expect(waits(() => 1, 7)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test('chance takes up to half of a wait off, but the first wait is never shorter', () => {
  expect(waits(() => 0, 7)).toEqual([500, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
});

test('after a reset the next wait is the first again', () => {
  const backoff = createBackoff({ firstMs: 500, limitMs: 10_000, chance: () => 1 });
  backoff.nextMs();
  backoff.nextMs();
  backoff.reset();
  expect(backoff.nextMs()).toBe(500);
});
