import { expect, test } from 'vitest';
import { createPeakReducer, MOST_PEAKS } from './peak-reducer.ts';

const RATE = 1_000;

test('each step has the highest sample of any channel, as a byte', () => {
  const reducer = createPeakReducer();
  const left = Float32Array.from({ length: 20 }, (_, at) => (at === 3 ? -0.5 : 0));
  const right = Float32Array.from({ length: 20 }, (_, at) => (at === 15 ? 1.5 : 0.1));
  reducer.add([left, right], RATE);
  expect(reducer.peaks()).toEqual({ peaks: Uint8Array.of(128, 255), stepMs: 10 });
});

test('however long it is, there are at most as many steps, and no peak is lost', () => {
  const reducer = createPeakReducer();
  const seconds = 3_600;
  for (let second = 0; second < seconds; second += 1) {
    const samples = new Float32Array(RATE);
    if (second === 1_800) samples[500] = 1;
    reducer.add([samples], RATE);
  }
  const { peaks, stepMs } = reducer.peaks();
  expect(peaks.length).toBeLessThanOrEqual(MOST_PEAKS);
  expect(peaks.length).toBeGreaterThan(MOST_PEAKS / 4);
  expect(peaks.length * stepMs).toBeCloseTo(seconds * 1_000, -4);
  const place = peaks.indexOf(255);
  expect((place * stepMs) / 1_000).toBeCloseTo(1_800, -1);
  expect(peaks.filter((peak) => peak > 0)).toHaveLength(1);
});
