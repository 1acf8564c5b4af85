import type { Db } from '../platform/postgres/index.ts';

interface Like {
  readonly messageId: string;
  readonly accountId: string;
}

/** False: it was there already. */
export const insertLike = async (db: Db, { messageId, accountId }: Like): Promise<boolean> => {
  const { count } = await db`
    insert into chat_like (message_id, account_id) values (${messageId}, ${accountId})
    on conflict on constraint chat_like_pkey do nothing`;
  return count === 1;
};

/** False: there was none. */
export const deleteLike = async (db: Db, { messageId, accountId }: Like): Promise<boolean> => {
  const { count } = await db`delete from chat_like where message_id = ${messageId} and account_id = ${accountId}`;
  return count === 1;
};

/** Counts likes up or down, as part of the last change of the room; with the room locked. */
export const addToLikes = async (
  db: Db,
  { id, by, roomSeq }: { id: string; by: 1 | -1; roomSeq: number },
): Promise<void> => {
  await db`update chat_message set likes = likes + ${by}, changed_seq = ${roomSeq} where id = ${id}`;
};

/** Null: the message is gone. */
export const likesOf = async (db: Db, id: string): Promise<number | null> => {
  const [row] = await db<{ likes: number }[]>`select likes from chat_message where id = ${id}`;
  return row?.likes ?? null;
};

/** Which messages of a room after `afterSeq` somebody likes. */
export const likedSince = async (
  db: Db,
  { stationId, accountId, afterSeq }: { stationId: string; accountId: string; afterSeq: number },
): Promise<string[]> => {
  const rows = await db<{ id: string }[]>`
    select m.id from chat_message m join chat_like on chat_like.message_id = m.id and chat_like.account_id = ${accountId}
    where m.station_id = ${stationId} and m.seq > ${afterSeq}
    order by m.seq desc`;
  return rows.map(({ id }) => id);
};
