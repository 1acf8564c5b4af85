import { type BroadcastState, LIMITS } from '@livestreamer/contracts';
import type { AccountRecord } from '../../accounts/index.ts';
import type { Db } from '../../platform/postgres/index.ts';

interface ReminderName {
  readonly accountId: string;
  readonly broadcastId: string;
}

/** A letter that is due: whom it goes to, and what it says. */
export type DueReminder = Pick<
  AccountRecord,
  'username' | 'email' | 'language' | 'confirmedAt' | 'bannedAt' | 'bannedUntil' | 'deletedAt'
> & {
  readonly broadcastId: string;
  readonly title: string;
  readonly station: string;
  readonly stationName: string;
  readonly state: BroadcastState;
  readonly plannedStart: Date;
  readonly timeZone: string;
};

/** A letter that comes later than this after the start helps nobody. */
const LATEST_MS = 5 * 60_000;
/** How long after its end a show has reminders. */
const KEPT_MS = 86_400_000;

/** Does nothing when it is there. */
export const insertReminder = async (
  db: Db,
  { accountId, broadcastId, askedAt }: ReminderName & { askedAt: Date },
): Promise<void> => {
  await db`
    insert into reminder (account_id, broadcast_id, asked_at) values (${accountId}, ${broadcastId}, ${askedAt})
    on conflict on constraint reminder_pkey do nothing`;
};

export const deleteReminder = async (db: Db, { accountId, broadcastId }: ReminderName): Promise<void> => {
  await db`delete from reminder where account_id = ${accountId} and broadcast_id = ${broadcastId}`;
};

export const countReminders = async (db: Db, accountId: string): Promise<number> => {
  const [row] = await db<{ count: number }[]>`
    select count(*)::integer as count from reminder where account_id = ${accountId}`;
  return row?.count ?? 0;
};

const facts = (db: Db) => db`
  a.username, a.email, a.language, a.confirmed_at, a.banned_at, a.banned_until, a.deleted_at, b.id as broadcast_id, b.title,
  s.slug as station, s.name as station_name, b.state, b.planned_start, coalesce(b.time_zone, 'UTC') as time_zone`;

const sources = (db: Db) => db`
  join broadcast b on b.id = due.broadcast_id join station s on s.id = b.station_id join account a on a.id = due.account_id`;

/**
 * Takes reminders of shows that begin soon: in the transaction of `db` they count as told, for this start. Those that another server
 * has in hand are left out, so however many ask, each is taken once.
 */
export const takeDueReminders = (db: Db, { now, most }: { now: Date; most: number }): Promise<DueReminder[]> => {
  const [from, to] = [new Date(now.getTime() - LATEST_MS), new Date(now.getTime() + LIMITS.reminderLeadMs)];
  return db<DueReminder[]>`
    with due as (
      update reminder set told_start = soon.planned_start
      from (
        select r.account_id, r.broadcast_id, b.planned_start
        from broadcast b join reminder r on r.broadcast_id = b.id
        where b.planned_start > ${from} and b.planned_start <= ${to} and b.state in ('scheduled', 'live', 'reconnecting')
          and r.told_start is distinct from b.planned_start
        limit ${most} for update of r skip locked
      ) as soon
      where reminder.account_id = soon.account_id and reminder.broadcast_id = soon.broadcast_id
      returning reminder.account_id, reminder.broadcast_id
    )
    select ${facts(db)} from due ${sources(db)}`;
};

/** Takes reminders of shows that were called off: with the transaction of `db` they are gone. */
export const takeCancelledReminders = (db: Db, { now, most }: { now: Date; most: number }): Promise<DueReminder[]> =>
  db<DueReminder[]>`
    with due as (
      delete from reminder using (
        select r.account_id, r.broadcast_id
        from broadcast b join reminder r on r.broadcast_id = b.id
        where b.planned_start > ${new Date(now.getTime() - KEPT_MS)} and b.state = 'cancelled'
        limit ${most} for update of r skip locked
      ) as off
      where reminder.account_id = off.account_id and reminder.broadcast_id = off.broadcast_id
      returning reminder.account_id, reminder.broadcast_id
    )
    select ${facts(db)} from due ${sources(db)}`;

/** Of shows that are over. */
export const deleteOldReminders = async (db: Db, now: Date): Promise<void> => {
  await db`
    delete from reminder using broadcast b
    where b.id = reminder.broadcast_id and b.planned_end < ${new Date(now.getTime() - KEPT_MS)}`;
};
