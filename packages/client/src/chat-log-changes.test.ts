import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createChatLogChanges } from './chat-log-changes.ts';

const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** Changes whose fetches are answered when the test says so. */
const set = () => {
  const clock = createFakeClock();
  const asked: { after: number; answer(seq: number): void; fail(): void }[] = [];
  const changes = createChatLogChanges({
    clock,
    fetchSince: (after) =>
      new Promise((resolve, reject) =>
        asked.push({ after, answer: resolve, fail: () => reject(new Error('no line')) }),
      ),
  });
  changes.reach(4);
  return { clock, changes, asked, after: () => asked.map((call) => call.after) };
};

test('changes in order, and two that swapped places, ask for nothing', () => {
  const { clock, changes, after } = set();
  changes.note(5);
  changes.note(7);
  clock.advance(299);
  changes.note(6);
  clock.advance(10_000);
  expect(changes.seq).toBe(7);
  expect(after()).toEqual([]);
});

test('one that does not come is asked for after 300 ms, once, from the last that is known', async () => {
  const { clock, changes, asked, after } = set();
  changes.note(6);
  changes.note(8);
  clock.advance(300);
  expect(after()).toEqual([4]);
  changes.note(9);
  asked[0]?.answer(8);
  await settled();
  clock.advance(10_000);
  expect(changes.seq).toBe(9);
  expect(after()).toEqual([4]);
});

test('what is known to have happened is asked for at once, what is known already is not', async () => {
  const { changes, asked, after } = set();
  changes.behind(4, 0);
  expect(after()).toEqual([]);
  changes.behind(6, 0);
  expect(after()).toEqual([4]);
  asked[0]?.answer(6);
  await settled();
  expect(changes.seq).toBe(6);
});

test('a failed question is asked again, ever more slowly, and not after the end', async () => {
  const { clock, changes, asked, after } = set();
  changes.catchUp(0);
  for (const waitMs of [1_000, 2_000, 4_000]) {
    asked.at(-1)?.fail();
    await settled();
    const before = asked.length;
    clock.advance(waitMs - 1);
    expect(asked).toHaveLength(before);
    clock.advance(1);
    expect(asked).toHaveLength(before + 1);
  }
  asked.at(-1)?.fail();
  await settled();
  changes.stop();
  expect(clock.pending()).toBe(0);
  expect(after()).toEqual([4, 4, 4, 4]);
});

test('what may wait waits, unless it is wanted sooner', async () => {
  const { clock, changes, asked, after } = set();
  changes.behind(6, 5_000);
  clock.advance(1_000);
  changes.catchUp(2_000);
  clock.advance(1_999);
  expect(after()).toEqual([]);
  clock.advance(1);
  expect(after()).toEqual([4]);
  asked[0]?.answer(6);
  await settled();
  clock.advance(10_000);
  expect(after()).toEqual([4]);
});
