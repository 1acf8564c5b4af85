import { expect, it } from 'vitest';
import { createHeardGaps } from './heard-gaps.ts';

it('hears no gap while audio comes in time, however unevenly', () => {
  const gaps = createHeardGaps(16_000);
  gaps.take(32_000, 0);
  gaps.take(16_000, 1_900);
  gaps.take(16_000, 2_950);
  expect(gaps.longestMs(3_900)).toBe(0);
});

it('hears the longest silence, and one that still lasts', () => {
  const gaps = createHeardGaps(16_000);
  gaps.take(16_000, 0);
  gaps.take(16_000, 1_250);
  gaps.take(16_000, 2_350);
  expect(gaps.longestMs(3_000)).toBe(250);
  expect(gaps.longestMs(4_000)).toBe(650);
});

it('hears nothing before the first byte', () => {
  expect(createHeardGaps(16_000).longestMs(10_000)).toBe(0);
});
