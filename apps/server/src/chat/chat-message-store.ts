import type { Db } from '../platform/postgres/index.ts';

/** Whose a message is: one of the two. */
export interface MessageAuthor {
  readonly accountId: string | null;
  readonly visitorNumber: number | null;
}

export interface NewMessage extends MessageAuthor {
  readonly stationId: string;
  readonly address: string;
  /** The browser that an account wrote with. */
  readonly browserHash: string | null;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly replyToId: string | null;
  readonly sentAt: Date;
  /** Null: everybody sees it at once. */
  readonly heldFor: string | null;
  readonly key: string | null;
}

/** Stores a message of a locked room under its next number, as one of the show that is on air. */
export const insertMessage = async (db: Db, message: NewMessage): Promise<{ id: string; seq: number }> => {
  const { stationId, accountId, visitorNumber, address, browserHash } = message;
  const { text, mentions, replyToId, sentAt, heldFor, key } = message;
  const [row] = await db<{ id: string; seq: number }[]>`
    with numbered as (update chat_room set seq = seq + 1 where station_id = ${stationId} returning seq)
    insert into chat_message (
      station_id, seq, changed_seq, broadcast_id, account_id, visitor_number, address, browser_hash, text, mentions, reply_to_id, sent_at,
      state, held_for, idempotency_key)
    select
      ${stationId}, seq, seq,
      (select id from broadcast where station_id = ${stationId} and state in ('live', 'reconnecting')),
      ${accountId}, ${visitorNumber}::int, ${address}, ${browserHash}, ${text}, ${[...mentions]}::text[], ${replyToId}, ${sentAt},
      ${heldFor === null ? 'shown' : 'held'}, ${heldFor}, ${key}
    from numbered
    returning id, seq::float8 as seq`;
  if (!row) throw new Error('A message was not stored.');
  return row;
};

/** The message that an earlier call with this key of the same author brought. */
export const messageIdOfKey = async (
  db: Db,
  { stationId, accountId, visitorNumber, key }: MessageAuthor & { stationId: string; key: string },
): Promise<string | null> => {
  const [row] = await db<{ id: string }[]>`
    select id from chat_message
    where station_id = ${stationId} and idempotency_key = ${key} and ${byAuthor(db, { accountId, visitorNumber })}`;
  return row?.id ?? null;
};

/** When somebody last wrote on a station, whatever became of it. */
export const lastSentAt = async (
  db: Db,
  { stationId, ...author }: MessageAuthor & { stationId: string },
): Promise<Date | null> => {
  const [row] = await db<{ sentAt: Date }[]>`
    select sent_at from chat_message where station_id = ${stationId} and ${byAuthor(db, author)}
    order by seq desc limit 1`;
  return row?.sentAt ?? null;
};

export const updateText = async (
  db: Db,
  { id, seq, text, mentions, at }: { id: string; seq: number; text: string; mentions: readonly string[]; at: Date },
): Promise<void> => {
  await db`
    update chat_message set text = ${text}, mentions = ${[...mentions]}::text[], edited_at = ${at}, changed_seq = ${seq}
    where id = ${id}`;
};

/** Deleted by its author: nobody brings it back. */
export const markDeletedByAuthor = async (
  db: Db,
  { id, seq, by, at }: { id: string; seq: number; by: string | null; at: Date },
): Promise<void> => {
  await db`
    update chat_message
    set state = 'deleted', deleted_at = ${at}, deleted_by = ${by}, deleted_by_author = true, changed_seq = ${seq}
    where id = ${id}`;
};

/** A message that was removed already: now its author does not want it either. */
export const markUnwanted = async (db: Db, id: string): Promise<void> => {
  await db`update chat_message set deleted_by_author = true where id = ${id} and state = 'deleted'`;
};

const byAuthor = (db: Db, { accountId, visitorNumber }: MessageAuthor) =>
  accountId === null ? db`visitor_number = ${visitorNumber}` : db`account_id = ${accountId}`;
