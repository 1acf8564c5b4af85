import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createLifecycle, type Part } from './lifecycle.ts';

const set = () => {
  const clock = createFakeClock();
  const diary: string[] = [];
  const problems: string[] = [];
  const lifecycle = createLifecycle({
    clock,
    stopDeadlineMs: 1_000,
    onStopProblem: (name, problem) => problems.push(`${name}: ${problem instanceof Error ? problem.message : problem}`),
  });
  const part = (name: string, more: Partial<Part> = {}): Part => ({
    name,
    start: () => void diary.push(`+${name}`),
    stop: () => void diary.push(`-${name}`),
    ...more,
  });
  return { clock, diary, problems, lifecycle, part };
};

test('parts start in order and stop in exact reverse order, also those that were started later', async () => {
  const { lifecycle, diary, part } = set();
  await lifecycle.start([part('database'), part('redis')]);
  await lifecycle.start([part('http')]);
  await lifecycle.stop();
  expect(diary).toEqual(['+database', '+redis', '+http', '-http', '-redis', '-database']);
});

test('a part that cannot start stops the others and is not stopped itself', async () => {
  const { lifecycle, diary, part } = set();
  const broken = part('http', { start: () => Promise.reject(new Error('port taken')) });
  await expect(lifecycle.start([part('database'), broken, part('never')])).rejects.toThrow('port taken');
  expect(diary).toEqual(['+database', '-database']);
});

test('a part that fails to stop is reported and the rest is stopped all the same', async () => {
  const { lifecycle, diary, problems, part } = set();
  const broken = part('http', { stop: () => Promise.reject(new Error('stuck')) });
  await lifecycle.start([part('database'), broken]);
  await lifecycle.stop();
  expect(diary).toEqual(['+database', '+http', '-database']);
  expect(problems).toEqual(['http: stuck']);
});

test('a part that takes too long to stop is left behind', async () => {
  const { lifecycle, clock, diary, problems, part } = set();
  let asked = (): void => undefined;
  const wasAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const stop = () => {
    asked();
    return new Promise<void>(() => undefined);
  };
  await lifecycle.start([part('database'), part('http', { stop })]);
  const stopped = lifecycle.stop();
  await wasAsked;
  clock.advance(1_000);
  await stopped;
  expect(diary).toEqual(['+database', '+http', '-database']);
  expect(problems).toEqual(['http: did not stop within 1000 ms']);
});

test('a stop during the start waits for the part that is starting and stops it too', async () => {
  const { lifecycle, diary, part } = set();
  let ready = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const slow = part('database', { start: () => opened.then(() => void diary.push('+database')) });
  const start = lifecycle.start([slow, part('http')]);
  const stop = lifecycle.stop();
  ready();
  await expect(start).rejects.toThrow('told to stop');
  await stop;
  expect(diary).toEqual(['+database', '-database']);
});

test('stopping twice stops once', async () => {
  const { lifecycle, diary, part } = set();
  await lifecycle.start([part('database')]);
  await Promise.all([lifecycle.stop(), lifecycle.stop()]);
  expect(diary).toEqual(['+database', '-database']);
});
