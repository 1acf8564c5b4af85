import { expect, it } from 'vitest';
import { matchingNames, mentionPlace, withMention } from './mention-names.ts';

it.each([
  ['Hi @zo', 6, { from: 3, prefix: 'zo' }],
  ['@', 1, { from: 0, prefix: '' }],
  ['Привет @ёл', 10, { from: 7, prefix: 'ёл' }],
  ['@zoe you', 3, { from: 0, prefix: 'zo' }],
  ['mail@zoe', 8, null],
  ['@zoe ', 5, null],
])('%s with the caret at %i', (text, caret, place) => {
  expect(mentionPlace(text, caret)).toEqual(place);
});

it('offers a few names that begin so, each once, and nothing when the name is complete', () => {
  expect(matchingNames(['Anna', 'bo', 'anton', 'Anna'], 'an')).toEqual(['Anna', 'anton']);
  expect(matchingNames(['anna', 'annabel'], 'anna')).toEqual(['anna', 'annabel']);
  expect(matchingNames(['anna'], 'Anna')).toEqual([]);
  expect(matchingNames(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'], 'a')).toHaveLength(6);
});

it('puts the whole name where its beginning stood, and one space after it', () => {
  const put = (text: string, caret: number) => {
    const place = mentionPlace(text, caret);
    return place && withMention({ text, place, name: 'anneke' });
  };
  expect(put('Hi @an', 6)).toEqual({ text: 'Hi @anneke ', caret: 11 });
  expect(put('Hi @an there', 6)).toEqual({ text: 'Hi @anneke there', caret: 11 });
});
