import type { Db } from '../../platform/postgres/index.ts';

/** Stores what a member has to say against a message, once. False: the message is not there for everybody to see. */
export const insertReport = async (
  db: Db,
  report: { stationId: string; messageId: string; accountId: string; reason: string; at: Date },
): Promise<boolean> => {
  const { stationId, messageId, accountId, reason, at } = report;
  // Locked, so that no report comes to a message that is being removed.
  const [message] = await db`
    select m.id from chat_message m join chat_room using (station_id)
    where m.station_id = ${stationId} and m.id = ${messageId} and m.state = 'shown' and m.seq > chat_room.cleared_seq
    for share of m`;
  if (!message) return false;
  await db`
    insert into chat_report (message_id, account_id, reason, reported_at)
    values (${messageId}, ${accountId}, ${reason}, ${at})
    on conflict on constraint chat_report_pkey do nothing`;
  return true;
};

/** Somebody's word against a message. */
export interface ReportRow {
  readonly accountId: string;
  /** Null: an account that is gone. */
  readonly username: string | null;
  readonly reason: string;
  readonly reportedAt: Date;
}

/** Where a page of reports ended. */
export type ReportPageKey = readonly [reportedAt: string, accountId: string];

/** Those that nobody has settled, the oldest first. */
export const reportsOf = (
  db: Db,
  {
    stationId,
    messageId,
    after,
    limit,
  }: { stationId: string; messageId: string; after: ReportPageKey | null; limit: number },
): Promise<ReportRow[]> => {
  const [reportedAt, accountId] = after ?? [];
  const onwards = after
    ? db`and (chat_report.reported_at, chat_report.account_id) > (${reportedAt ?? ''}::timestamptz, ${accountId ?? ''}::uuid)`
    : db``;
  return db<ReportRow[]>`
    select chat_report.account_id, account.username, chat_report.reason, chat_report.reported_at
    from chat_report
      join chat_message on chat_message.id = chat_report.message_id and chat_message.station_id = ${stationId}
      left join account on account.id = chat_report.account_id and account.deleted_at is null
    where chat_report.message_id = ${messageId} ${onwards}
    order by chat_report.reported_at, chat_report.account_id
    limit ${limit}`;
};

/** How many reports were settled. */
export const settleReports = async (db: Db, messageId: string): Promise<number> => {
  const { count } = await db`delete from chat_report where message_id = ${messageId}`;
  return count;
};

/** Those against messages that one change removed. */
export const settleReportsOfChange = async (
  db: Db,
  { stationId, seq }: { stationId: string; seq: number },
): Promise<void> => {
  await db`
    delete from chat_report
    where message_id in (select id from chat_message where station_id = ${stationId} and changed_seq = ${seq})`;
};
