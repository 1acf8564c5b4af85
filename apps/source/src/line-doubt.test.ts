import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createLineDoubt } from './line-doubt.ts';

const doubted = () => {
  const clock = createFakeClock();
  return { clock, doubt: createLineDoubt({ doubtMs: 15_000, monotonicMs: clock.monotonicMs }) };
};

test('a disagreement is told once, after all of the time', () => {
  const { clock, doubt } = doubted();
  clock.advance(14_999);
  expect(doubt.look(true)).toBe(false);
  clock.advance(1);
  expect([doubt.look(true), doubt.look(true)]).toEqual([true, false]);
});

test('agreeing starts the time again', () => {
  const { clock, doubt } = doubted();
  clock.advance(14_000);
  doubt.look(false);
  clock.advance(14_000);
  expect(doubt.look(true)).toBe(false);
  clock.advance(1_000);
  expect(doubt.look(true)).toBe(true);
});
