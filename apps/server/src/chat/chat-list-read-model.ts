import type { Db, Fragment } from '../platform/postgres/index.ts';
import { type MessageRecord, messagesWhere } from './chat-message-read-model.ts';

/** A room, without what was cleared away. */
interface ClearedRoom {
  readonly stationId: string;
  readonly clearedSeq: number;
}

/** What everybody may know of: what is shown, and the places of what was. */
const isPublic = (db: Db): Fragment => db`(m.state = 'shown' or (m.state = 'deleted' and m.held_for is null))`;

const inRoom = (db: Db, { stationId, clearedSeq }: ClearedRoom): Fragment =>
  db`m.station_id = ${stationId} and m.seq > ${clearedSeq} and ${isPublic(db)}`;

/** Messages next to a place in a room (null: from its end, or from its beginning), the nearest first. */
export const messagesBeside = (
  db: Db,
  { seq, direction, limit, ...room }: ClearedRoom & { seq: number | null; direction: 'older' | 'newer'; limit: number },
): Promise<MessageRecord[]> => {
  const beyond = seq === null ? db`` : direction === 'older' ? db`and m.seq < ${seq}` : db`and m.seq > ${seq}`;
  const order = direction === 'older' ? db`m.seq desc` : db`m.seq`;
  return messagesWhere(db, db`${inRoom(db, room)} ${beyond}`, { order, limit });
};

/** Messages that were changed by this change or a later one. */
export const messagesChangedSince = (
  db: Db,
  { changedSeq, limit, ...room }: ClearedRoom & { changedSeq: number; limit: number },
): Promise<MessageRecord[]> =>
  messagesWhere(db, db`${inRoom(db, room)} and m.changed_seq >= ${changedSeq}`, { order: db`m.changed_seq`, limit });

/** What is shown of what was said during a show, after a place, the oldest first. */
export const messagesOfBroadcast = (
  db: Db,
  { broadcastId, afterSeq, limit }: { broadcastId: string; afterSeq: number; limit: number },
): Promise<MessageRecord[]> =>
  messagesWhere(
    db,
    db`m.broadcast_id = ${broadcastId} and m.seq > ${afterSeq} and m.state = 'shown'
      and m.seq > coalesce((select cleared_seq from chat_room where chat_room.station_id = m.station_id), 0)`,
    { limit },
  );

/** What is held of an author, the newest first. */
export const heldMessagesOf = (
  db: Db,
  {
    stationId,
    accountId,
    visitorNumber,
    clearedSeq,
    limit,
  }: ClearedRoom & { accountId: string | null; visitorNumber: number | null; limit: number },
): Promise<MessageRecord[]> => {
  const byAuthor = accountId === null ? db`m.visitor_number = ${visitorNumber}` : db`m.account_id = ${accountId}`;
  return messagesWhere(
    db,
    db`m.station_id = ${stationId} and m.seq > ${clearedSeq} and m.state = 'held' and ${byAuthor}`,
    {
      order: db`m.seq desc`,
      limit,
    },
  );
};

/** Which of these accounts are moderators of a station. */
export const moderatorsAmong = async (
  db: Db,
  { stationId, accountIds }: { stationId: string; accountIds: readonly string[] },
): Promise<ReadonlySet<string>> => {
  const rows = await db<{ accountId: string }[]>`
    select account_id from station_role
    where station_id = ${stationId} and role = 'moderator' and account_id = any(${[...accountIds]}::uuid[])`;
  return new Set(rows.map(({ accountId }) => accountId));
};
