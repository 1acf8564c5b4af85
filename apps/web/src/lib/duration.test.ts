import { describe, expect, it } from 'vitest';
import { clockDuration, isoDuration } from './duration.ts';

describe('the timer', () => {
  it.each([
    [0, '0:00', 'PT0H0M0S'],
    [7_999, '0:07', 'PT0H0M7S'],
    [725_000, '12:05', 'PT0H12M5S'],
    [3_723_000, '1:02:03', 'PT1H2M3S'],
    [108_000_000, '30:00:00', 'PT30H0M0S'],
    [-5_000, '0:00', 'PT0H0M0S'],
  ])('shows %i ms as %s', (ms, shown, iso) => {
    expect(clockDuration(ms)).toBe(shown);
    expect(isoDuration(ms)).toBe(iso);
  });
});
