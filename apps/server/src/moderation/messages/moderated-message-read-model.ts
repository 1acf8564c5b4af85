import { type MessageRecord, messagesWhere } from '../../chat/index.ts';
import type { Db, Fragment } from '../../platform/postgres/index.ts';

/** Which messages keepers want to see; `author`: what one author said, whatever became of it. */
export type ModeratedSelection =
  | { readonly filter: 'held' | 'reported' | 'deleted' }
  | { readonly filter: 'author'; readonly accountId: string | null; readonly visitorNumber: number | null };

interface ModeratedPage {
  readonly stationId: string;
  readonly selection: ModeratedSelection;
  /** Null: from the newest. */
  readonly beforeSeq: number | null;
  readonly limit: number;
}

/** Messages before a place in a room, the newest first. What was cleared away waits for nobody. */
export const moderatedMessages = (
  db: Db,
  { stationId, selection, beforeSeq, limit }: ModeratedPage,
): Promise<MessageRecord[]> =>
  messagesWhere(
    db,
    db`m.station_id = ${stationId} and ${selected(db, selection)} ${beforeSeq === null ? db`` : db`and m.seq < ${beforeSeq}`}`,
    { order: db`m.seq desc`, limit },
  );

const selected = (db: Db, selection: ModeratedSelection): Fragment => {
  switch (selection.filter) {
    case 'held':
      return isHeld(db);
    case 'reported':
      return isReported(db);
    case 'deleted':
      return db`m.state = 'deleted'`;
    case 'author':
      return selection.accountId === null
        ? db`m.visitor_number = ${selection.visitorNumber}`
        : db`m.account_id = ${selection.accountId}`;
  }
};

const notCleared = (db: Db): Fragment =>
  db`m.seq > coalesce((select cleared_seq from chat_room where chat_room.station_id = m.station_id), 0)`;
const isHeld = (db: Db): Fragment => db`m.state = 'held' and ${notCleared(db)}`;
const isReported = (db: Db): Fragment =>
  db`m.state = 'shown' and exists (select from chat_report where chat_report.message_id = m.id) and ${notCleared(db)}`;

/** How many messages of a station wait for a decision. */
export const moderationQueueOf = async (db: Db, stationId: string): Promise<{ held: number; reported: number }> => {
  const [queue] = await db<{ held: number; reported: number }[]>`
    select
      (select count(*) from chat_message m where m.station_id = ${stationId} and ${isHeld(db)})::integer as held,
      (select count(*) from chat_message m where m.station_id = ${stationId} and ${isReported(db)})::integer as reported`;
  return queue ?? { held: 0, reported: 0 };
};

/** How many reports of each of these messages wait. */
export const openReportsOf = async (db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const rows = await db<{ messageId: string; count: number }[]>`
    select message_id, count(*)::integer as count from chat_report where message_id = any(${[...ids]}::uuid[]) group by message_id`;
  return new Map(rows.map(({ messageId, count }) => [messageId, count]));
};

/** What these accounts are called; those that are gone are left out. */
export const usernamesOf = async (db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows = await db<{ id: string; username: string }[]>`
    select id, username from account where id = any(${[...ids]}::uuid[]) and deleted_at is null`;
  return new Map(rows.map(({ id, username }) => [id, username]));
};
