import { expect, test } from 'vitest';
import { GIVEN_UP_AFTER_MS, retryDelayMs } from './letter-retry-policy.ts';

test('pauses grow from seconds to an hour and stay there', () => {
  const delays = Array.from({ length: 12 }, (_, index) => retryDelayMs(index + 1));
  expect(delays[0]).toBe(10_000);
  expect([...delays].sort((a, b) => a - b)).toEqual(delays);
  expect(delays.at(-1)).toBe(3_600_000);
});

test('three days are about eighty attempts', () => {
  let attempts = 0;
  for (let passedMs = 0; passedMs < GIVEN_UP_AFTER_MS; passedMs += retryDelayMs(attempts)) attempts += 1;
  expect(attempts).toBeGreaterThan(70);
  expect(attempts).toBeLessThan(90);
});
