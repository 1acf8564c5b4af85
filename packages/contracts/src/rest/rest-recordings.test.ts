import { expect, test } from 'vitest';
import { recordedMsOf } from './rest-recordings.ts';

const gaps = [
  { atMs: 10_000, ms: 5_000 },
  { atMs: 20_000, ms: 60_000 },
];

test.each([
  [0, 0],
  [10_000, 10_000],
  // During a gap nothing is recorded.
  [12_000, 10_000],
  [15_000, 10_000],
  [16_000, 11_000],
  [25_000, 20_000],
  [80_000, 20_000],
  [85_000, 20_000],
  [85_001, 20_001],
])('the moment %i of a show is at %i of its recording', (showMs, recordedMs) => {
  expect(recordedMsOf(showMs, gaps)).toBe(recordedMs);
});

test('without gaps both are the same', () => {
  expect(recordedMsOf(12_345, [])).toBe(12_345);
});
