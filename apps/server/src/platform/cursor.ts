import type { z } from 'zod';
import { AppError } from './errors.ts';

/** Where a page of a list ended, as text that only this server reads: the sort key of its last row. */
export const encodeCursor = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The sort key in a cursor, null without one. Throws `bad_request` when it is not one of ours. */
export const decodeCursor = <Key>(schema: z.ZodType<Key>, cursor: string | undefined): Key | null => {
  if (cursor === undefined) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new AppError('bad_request', { message: 'The cursor is not one that this list gave out.', cause });
  }
};
