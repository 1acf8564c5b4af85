import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageFrom } from './cursor.ts';

const schema = z.tuple([z.boolean(), z.string()]);

test('a cursor gives back the key it was made of, whatever letters are in it', () => {
  expect(decodeCursor(schema, encodeCursor([true, 'Zoë’s радио']))).toEqual([true, 'Zoë’s радио']);
});

test('no cursor is the start of the list', () => {
  expect(decodeCursor(schema, undefined)).toBeNull();
});

test.each(['', 'abc', encodeCursor(['no', 1]), encodeCursor({})])(
  'a cursor that is not of this list is refused: %s',
  (text) => {
    expect(() => decodeCursor(schema, text)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  },
);

test('a page shows as many rows as it may, and one row more says that there is a next page', () => {
  const item = (row: number) => `no. ${row}`;
  const key = (row: number) => [row];
  expect(pageFrom([1, 2, 3], { limit: 2, item, key })).toEqual({ items: ['no. 1', 'no. 2'], next: encodeCursor([2]) });
  expect(pageFrom([1, 2], { limit: 2, item, key })).toEqual({ items: ['no. 1', 'no. 2'], next: null });
  expect(pageFrom([], { limit: 2, item, key })).toEqual({ items: [], next: null });
});
