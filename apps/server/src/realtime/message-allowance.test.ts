import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createMessageAllowance } from './message-allowance.ts';

test('so many at once, then as many as time gives back, and never more than at first', () => {
  const clock = createFakeClock();
  const allowance = createMessageAllowance({ burst: 10, perS: 2, clock });
  const taken = (): number => {
    let count = 0;
    while (allowance.take()) count += 1;
    return count;
  };
  expect(taken()).toBe(10);
  clock.advance(499);
  expect(taken()).toBe(0);
  clock.advance(1);
  expect(taken()).toBe(1);
  clock.advance(60_000);
  expect(taken()).toBe(10);
});
