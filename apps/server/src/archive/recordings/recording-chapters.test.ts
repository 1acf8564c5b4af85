import { expect, test } from 'vitest';
import { chaptersOf } from './recording-chapters.ts';

const tracklist = [
  { atMs: 0, text: 'one' },
  { atMs: null, text: 'at some time' },
  { atMs: 60_000, text: 'two' },
  { atMs: 120_000, text: 'three' },
];

test('each track of known time is a chapter until the next one', () => {
  expect(chaptersOf(tracklist, { startMs: 0, endMs: 180_000 })).toEqual([
    { startMs: 0, endMs: 60_000, title: 'one' },
    { startMs: 60_000, endMs: 120_000, title: 'two' },
    { startMs: 120_000, endMs: 180_000, title: 'three' },
  ]);
});

test('after a cut the one that was playing comes first, and times count from the cut', () => {
  expect(chaptersOf(tracklist, { startMs: 90_000, endMs: 150_000 })).toEqual([
    { startMs: 0, endMs: 30_000, title: 'two' },
    { startMs: 30_000, endMs: 60_000, title: 'three' },
  ]);
});

test('what begins exactly at the end, or was followed at once, is none', () => {
  expect(chaptersOf([...tracklist, { atMs: 120_000, text: 'four' }], { startMs: 60_000, endMs: 120_000 })).toEqual([
    { startMs: 0, endMs: 60_000, title: 'two' },
  ]);
});

test('a list written in any order is taken by its times', () => {
  const titles = chaptersOf([...tracklist].reverse(), { startMs: 0, endMs: 180_000 }).map(({ title }) => title);
  expect(titles).toEqual(['one', 'two', 'three']);
});

test('before the first track nothing has a name', () => {
  expect(chaptersOf([{ atMs: 5_000, text: 'late' }], { startMs: 0, endMs: 10_000 })).toEqual([
    { startMs: 5_000, endMs: 10_000, title: 'late' },
  ]);
});
