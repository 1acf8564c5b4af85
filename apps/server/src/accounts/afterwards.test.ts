import { expect, test } from 'vitest';
import { type LogFields, silentLogger } from '../platform/index.ts';
import { createAfterwards } from './afterwards.ts';

const createGate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

test('the work begins after whoever asked for it went on', async () => {
  const diary: string[] = [];
  const afterwards = createAfterwards({ log: silentLogger });
  afterwards.run(async () => void diary.push('work'));
  diary.push('answer');
  await afterwards.settled();
  expect(diary).toEqual(['answer', 'work']);
});

test('at most two works go on at once, in the order they came', async () => {
  const gate = createGate();
  const begun: number[] = [];
  const afterwards = createAfterwards({ log: silentLogger });
  for (const number of [1, 2, 3, 4])
    afterwards.run(async () => {
      begun.push(number);
      await gate.opened;
    });
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  gate.open();
  await afterwards.settled();
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('work that fails is logged, and the rest is done', async () => {
  const logged: LogFields[] = [];
  const log = { ...silentLogger, error: (fields: LogFields) => void logged.push(fields) };
  const afterwards = createAfterwards({ log });
  const done: string[] = [];
  afterwards.run(() => Promise.reject(new Error('no database')));
  afterwards.run(async () => void done.push('second'));
  await afterwards.settled();
  expect(done).toEqual(['second']);
  expect(logged).toMatchObject([{ err: { message: 'no database' } }]);
});

test('when too much waits, the next is told to come back; then there is room again', async () => {
  const gate = createGate();
  const afterwards = createAfterwards({ log: silentLogger });
  for (let count = 0; count < 2; count += 1) afterwards.run(() => gate.opened);
  await Promise.resolve();
  for (let count = 0; count < 500; count += 1) afterwards.run(() => gate.opened);
  const oneMore = () => afterwards.run(() => gate.opened);
  expect(oneMore).toThrow(expect.objectContaining({ code: 'unavailable' }));
  gate.open();
  await afterwards.settled();
  expect(oneMore).not.toThrow();
});
