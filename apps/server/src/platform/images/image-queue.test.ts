import { expect, test } from 'vitest';
import { createImageQueue } from './image-queue.ts';

/** Work whose end the test decides. */
const work = () => {
  let end = (_: string): void => undefined;
  let fail = (_: Error): void => undefined;
  const state = { begun: false };
  const done = new Promise<string>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const begin = () => {
    state.begun = true;
    return done;
  };
  return { state, begin, end: (value: string) => end(value), fail: (error: Error) => fail(error) };
};

test('one thing is done at a time, in order, also after one that failed', async () => {
  const queue = createImageQueue();
  const [first, second] = [work(), work()];
  const failing = queue.run(first.begin);
  const following = queue.run(second.begin);
  await Promise.resolve();
  await Promise.resolve();
  expect([first.state.begun, second.state.begun]).toEqual([true, false]);
  first.fail(new Error('bad picture'));
  await expect(failing).rejects.toThrow('bad picture');
  second.end('done');
  expect(await following).toBe('done');
});

test('whoever comes when too many wait is told to come back, and places become free again', async () => {
  const queue = createImageQueue({ mostWaiting: 1 });
  const [first, second, third] = [work(), work(), work()];
  const all = [queue.run(first.begin), queue.run(second.begin)];
  await expect(queue.run(third.begin)).rejects.toMatchObject({ code: 'unavailable', retryAfterS: 5 });
  first.end('1');
  second.end('2');
  expect(await Promise.all(all)).toEqual(['1', '2']);
  third.end('3');
  expect(await queue.run(third.begin)).toBe('3');
});
