import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createInterrupts } from './interrupts.ts';

const begin = () => {
  const clock = createFakeClock();
  const calls: string[] = [];
  const interrupts = createInterrupts({ clock, leave: () => void calls.push('leave') });
  return { clock, calls, interrupts };
};

test('the first request asks, the second one leaves', () => {
  const { clock, calls, interrupts } = begin();
  interrupts.onInterrupt(() => void calls.push('asked'));
  interrupts.interrupt();
  clock.advance(500);
  interrupts.interrupt();
  expect(calls).toEqual(['asked', 'leave']);
});

test('the echo of a request is not a second one', () => {
  const { clock, calls, interrupts } = begin();
  interrupts.onInterrupt(() => void calls.push('asked'));
  interrupts.interrupt();
  clock.advance(499);
  interrupts.interrupt();
  expect(calls).toEqual(['asked']);
});

test('when nobody listens the first one leaves', () => {
  const { calls, interrupts } = begin();
  const forget = interrupts.onInterrupt(() => void calls.push('asked'));
  forget();
  interrupts.interrupt();
  expect(calls).toEqual(['leave']);
});
