import { expect, it } from 'vitest';
import { parseClock } from './clock-text.ts';

it('reads a time of a recording', () => {
  expect(['0:07', '62:03', '1:02:03', ' 00:00:10 '].map(parseClock)).toEqual([7_000, 3_723_000, 3_723_000, 10_000]);
});

it('reads nothing else', () => {
  expect(['', '7', '1:2:3:4', '1:60', '1:75:00', 'x:10'].map(parseClock)).toEqual(Array(6).fill(null));
});
