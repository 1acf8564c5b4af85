import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';

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
