import { expect, test } from 'vitest';
import { createSharedReads } from './shared-reads.ts';

/** Reads that end when the test says so, each with its number. */
const rig = () => {
  const shared = createSharedReads<number>();
  const ends: ((error?: Error) => void)[] = [];
  const read = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const number = ends.length + 1;
      ends.push((error) => (error ? reject(error) : resolve(number)));
    });
  return { ask: (key = 'a') => shared(key, read), ends };
};
const tick = () => new Promise((resolve) => setImmediate(resolve));

test('all who ask while one reads get the next read, which begins after they asked', async () => {
  const { ask, ends } = rig();
  const first = ask();
  const others = [ask(), ask(), ask()];
  expect(ends).toHaveLength(1);
  ends[0]?.();
  expect(await first).toBe(1);
  await tick();
  const late = ask();
  ends[1]?.();
  expect(await Promise.all(others)).toEqual([2, 2, 2]);
  await tick();
  ends[2]?.();
  expect(await late).toBe(3);
  await tick();
  const alone = ask();
  ends[3]?.();
  expect(await alone).toBe(4);
  expect(ends).toHaveLength(4);
});

test('different things do not wait for each other', async () => {
  const { ask, ends } = rig();
  const one = ask('a');
  const other = ask('b');
  ends[1]?.();
  expect(await other).toBe(2);
  ends[0]?.();
  expect(await one).toBe(1);
});

test('who comes after a read that failed is not told of that', async () => {
  const { ask, ends } = rig();
  const failing = ask();
  const next = ask();
  ends[0]?.(new Error('away'));
  await expect(failing).rejects.toThrow('away');
  await tick();
  ends[1]?.();
  expect(await next).toBe(2);
});
