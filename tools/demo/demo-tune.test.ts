import { describe, expect, it } from 'vitest';
import { TUNE_RATE, tuneSamples } from './demo-tune.ts';

describe('the tune of the demo', () => {
  it('is heard on both sides, never clips and never falls silent', () => {
    for (let second = 0; second < 12; second += 1) {
      for (const side of tuneSamples({ from: second * TUNE_RATE, count: TUNE_RATE })) {
        const peak = side.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
        expect(peak).toBeGreaterThan(0.05);
        expect(peak).toBeLessThan(0.95);
      }
    }
  });

  it('joins without a click, however it is cut', () => {
    const [whole] = tuneSamples({ from: 100_000, count: 2_000 });
    const [first] = tuneSamples({ from: 100_000, count: 777 });
    const [second] = tuneSamples({ from: 100_777, count: 1_223 });
    expect([...first, ...second]).toEqual([...whole]);
  });
});
