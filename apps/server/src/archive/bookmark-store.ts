import type { Db } from '../platform/postgres/index.ts';

interface Bookmark {
  readonly accountId: string;
  readonly broadcastId: string;
}

/** Fine when it is there already. */
export const insertBookmark = async (
  db: Db,
  { accountId, broadcastId, createdAt }: Bookmark & { createdAt: Date },
): Promise<void> => {
  await db`
    insert into bookmark (account_id, broadcast_id, created_at) values (${accountId}, ${broadcastId}, ${createdAt})
    on conflict on constraint bookmark_pkey do nothing`;
};

/** Fine when it is not there. */
export const deleteBookmark = async (db: Db, { accountId, broadcastId }: Bookmark): Promise<void> => {
  await db`delete from bookmark where account_id = ${accountId} and broadcast_id = ${broadcastId}`;
};

export const hasBookmark = async (db: Db, { accountId, broadcastId }: Bookmark): Promise<boolean> => {
  const rows = await db`select from bookmark where account_id = ${accountId} and broadcast_id = ${broadcastId}`;
  return rows.length > 0;
};

/** Which of these shows an account keeps. */
export const bookmarkedAmong = async (
  db: Db,
  { accountId, broadcastIds }: { accountId: string; broadcastIds: readonly string[] },
): Promise<ReadonlySet<string>> => {
  const rows = await db<{ broadcastId: string }[]>`
    select broadcast_id from bookmark where account_id = ${accountId} and broadcast_id = any(${[...broadcastIds]}::uuid[])`;
  return new Set(rows.map(({ broadcastId }) => broadcastId));
};

/** The count does not go beyond `most`. */
export const countBookmarks = async (
  db: Db,
  { accountId, most }: { accountId: string; most: number },
): Promise<number> => {
  const rows = await db`select from bookmark where account_id = ${accountId} limit ${most}`;
  return rows.length;
};
