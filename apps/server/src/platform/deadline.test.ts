import { stat } from 'node:fs/promises';
import { systemClock as clock, createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { withDeadline } from './deadline.ts';

test('work that ends in time gives its result, and no timer is left', async () => {
  const clock = createFakeClock();
  await expect(
    withDeadline({ clock, ms: 100, work: async () => 'done', late: () => new Error('too late') }),
  ).resolves.toBe('done');
  expect(clock.pending()).toBe(0);
});

test('work that fails gives its error, and no timer is left', async () => {
  const clock = createFakeClock();
  const work = () => Promise.reject(new Error('broken'));
  await expect(withDeadline({ clock, ms: 100, work, late: () => new Error('too late') })).rejects.toThrow('broken');
  expect(clock.pending()).toBe(0);
});

test('work that does not end is given up at the deadline', async () => {
  const clock = createFakeClock();
  const result = withDeadline({
    clock,
    ms: 100,
    work: () => new Promise(() => undefined),
    late: () => new Error('too late'),
  });
  clock.advance(100);
  await expect(result).rejects.toThrow('too late');
});

test('a process that stood still gives the work time to say that it was done long ago', async () => {
  const work = (): Promise<unknown> => {
    const answer = stat('.');
    const until = performance.now() + 400;
    while (performance.now() < until); // nothing is read meanwhile, and the deadline passes
    return answer;
  };
  await expect(withDeadline({ clock, ms: 200, work, late: () => new Error('too late') })).resolves.toBeDefined();
});
