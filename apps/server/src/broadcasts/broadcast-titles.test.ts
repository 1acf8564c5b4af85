import { LIMITS } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { createBroadcastTitles } from './broadcast-titles.ts';

test('what plays becomes the tracklist, each piece with its moment', () => {
  const titles = createBroadcastTitles();
  titles.set('One', 0);
  titles.set('Two', 61_000.4);
  expect(titles.now).toBe('Two');
  expect(titles.tracklist).toEqual([
    { atMs: 0, text: 'One' },
    { atMs: 61_000, text: 'Two' },
  ]);
});

test('the same title twice in a row is one piece, also with a pause between', () => {
  const titles = createBroadcastTitles();
  titles.set('One', 0);
  titles.set(null, 1_000);
  expect(titles.now).toBeNull();
  titles.set('One', 2_000);
  expect(titles.now).toBe('One');
  expect(titles.tracklist).toHaveLength(1);
});

test('goes on where an earlier process was, and has an end', () => {
  const titles = createBroadcastTitles([{ atMs: 5, text: 'Before' }]);
  titles.set('Before', 10);
  for (let n = 0; n < LIMITS.tracksPerBroadcast + 10; n += 1) titles.set(`Track ${n}`, n);
  expect(titles.tracklist).toHaveLength(LIMITS.tracksPerBroadcast);
  expect(titles.tracklist.slice(0, 2).map(({ text }) => text)).toEqual(['Before', 'Track 0']);
  expect(titles.now).toBe(`Track ${LIMITS.tracksPerBroadcast + 9}`);
});

test('a title that is too long is cut between two characters', () => {
  const titles = createBroadcastTitles();
  titles.set(`a${'🎧'.repeat(LIMITS.trackText.max)}`, 0);
  const [{ text } = { text: '' }] = titles.tracklist;
  expect(text).toBe(`a${'🎧'.repeat(LIMITS.trackText.max / 2 - 1)}`);
});
