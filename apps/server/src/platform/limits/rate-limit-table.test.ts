import { expect, test } from 'vitest';
import { RATE_LIMITS, type RateLimit } from './rate-limit-table.ts';

const HOUR_S = 3_600;

/** What comes through in an hour of somebody who tries again the moment a delay is over. */
const mostInAnHour = ({ times, growing: { firstS, mostS } }: Required<RateLimit>): number => {
  let attempts = times;
  for (let atS = 0, delayS = firstS; atS + delayS <= HOUR_S; delayS = Math.min(mostS, delayS * 2)) {
    atS += delayS;
    attempts += 1;
  }
  return attempts;
};

test('nobody makes a hundred guesses an hour at one account, on the page and as a program together', () => {
  expect(mostInAnHour(RATE_LIMITS['sign-in-account']) * 2).toBeLessThan(100);
});

test('nobody makes a hundred guesses an hour at a code, or from an open laptop', () => {
  expect(mostInAnHour(RATE_LIMITS['password-check-account'])).toBeLessThan(100);
});
