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

interface PageOptions<Row, Item> {
  readonly limit: number;
  /** What the list shows of a row. */
  readonly item: (row: Row) => Item;
  /** What a row is sorted by. */
  readonly key: (row: Row) => unknown;
}

/** A page of a list, from up to `limit + 1` rows: the one too many says that there is a next page. */
export const pageFrom = <Row, Item>(
  rows: readonly Row[],
  { limit, item, key }: PageOptions<Row, Item>,
): { items: Item[]; next: string | null } => {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(item), next: last === undefined ? null : encodeCursor(key(last)) };
};
