import { expect, test } from 'vitest';
import { createSoundNews } from './sound-news.ts';

test('what the server finds wrong is said once, and that it is over too', () => {
  const newsOf = createSoundNews();
  expect(newsOf([])).toEqual([]);
  expect(newsOf(['silence'])).toEqual([{ line: expect.stringContaining('only silence'), isBad: true }]);
  expect(newsOf(['silence'])).toEqual([]);
  expect(newsOf(['clipping'])).toEqual([
    { line: expect.stringContaining('clipping'), isBad: true },
    { line: 'The server hears sound again.', isBad: false },
  ]);
  expect(newsOf([])).toHaveLength(1);
});
