import { expect, test } from 'vitest';
import { firstOverlap, type TakenTime } from './plan-overlap.ts';

const at = (startMs: number, endMs: number, title = `${startMs}`): TakenTime => ({ startMs, endMs, title });

test('a show may begin when another ends', () => {
  expect(firstOverlap([at(10, 20)], [at(0, 10), at(20, 30)])).toBeNull();
});

test.each([
  ['begins in it', at(5, 15)],
  ['ends in it', at(-5, 5)],
  ['lies in it', at(2, 8)],
  ['holds it', at(-5, 15)],
  ['is it', at(0, 10)],
])('a show that %s overlaps another', (_, wanted) => {
  const other = at(0, 10, 'Jazz');
  expect(firstOverlap([wanted], [at(-100, -90), other])).toEqual({ wanted, other });
});

test('the first that does not fit is told, in order of time', () => {
  const taken = [at(30, 40, 'late'), at(10, 20, 'early')];
  expect(firstOverlap([at(35, 36), at(15, 16)], taken)?.other.title).toBe('early');
});

test('shows that are planned together must not overlap one another', () => {
  expect(firstOverlap([at(20, 30), at(5, 21)], [])?.wanted.startMs).toBe(20);
  expect(firstOverlap([at(20, 30), at(5, 20)], [])).toBeNull();
});
