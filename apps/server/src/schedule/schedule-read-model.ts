import { type BroadcastState, LIMITS, type Repeats } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** A planned show as lists show it. */
export interface ScheduledShowRow {
  readonly id: string;
  readonly station: string;
  readonly stationName: string;
  readonly stationOwnerId: string;
  readonly accountId: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** Its own picture, or its station's. */
  readonly artworkId: string | null;
  readonly state: BroadcastState;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  readonly timeZone: string;
  readonly broadcaster: string | null;
  readonly seriesId: string | null;
  readonly repeats: Repeats | null;
  readonly reminder: boolean;
}

/** Where a page of the list ended: by start, in ms since 1970, and id. */
export type SchedulePageKey = readonly [startMs: number, id: string];

interface SchedulePage {
  /** Null: all stations. */
  readonly stationId: string | null;
  /** Whose reminders are shown; null: a visitor. */
  readonly readerId: string | null;
  /** Shows that end after it. */
  readonly from: Date;
  /** Shows that begin before it; null: however late. */
  readonly to: Date | null;
  /** Also what is on air, though its planned end is over. */
  readonly withRunning: boolean;
  readonly after: SchedulePageKey | null;
  readonly limit: number;
}

/** No show was planned for longer: a day by the clock on the wall, which may be an hour more. Indexes are by start. */
export const LONGEST_MS = LIMITS.plannedShowMs + 3_600_000;

const columns = (db: Db, readerId: string | null) => db`
  b.id, s.slug as station, s.name as station_name, s.owner_id as station_owner_id, b.account_id, b.title, b.description, b.tags,
  coalesce(b.artwork_id, s.artwork_id) as artwork_id, b.state, b.planned_start, b.planned_end,
  coalesce(b.time_zone, 'UTC') as time_zone, case when a.deleted_at is null then a.username end as broadcaster, b.series_id,
  r.repeats,
  exists (select from reminder where broadcast_id = b.id and account_id = ${readerId}::uuid) as reminder`;

const sources = (db: Db) => db`
  broadcast b join station s on s.id = b.station_id join account a on a.id = b.account_id
  left join schedule_series r on r.id = b.series_id`;

/**
 * What is planned, on air, or was and is published, by start. Cancelled and missed shows have a page and stand in calendars, but in no
 * list. Times are whole milliseconds, as they came, so a cursor loses nothing.
 */
export const schedulePage = (db: Db, page: SchedulePage): Promise<ScheduledShowRow[]> => {
  const { stationId, readerId, from, to, withRunning, after, limit } = page;
  const onStation = stationId === null ? db`` : db`and station_id = ${stationId}`;
  const onwards =
    after === null ? db`` : db`and (planned_start, id) > (${new Date(after[0])}::timestamptz, ${after[1]}::uuid)`;
  const shown = db`
    select id from broadcast
    where planned_start is not null and state in ('scheduled', 'live', 'reconnecting', 'published') and deleted_at is null
      and (${to}::timestamptz is null or planned_start < ${to}::timestamptz) ${onStation} ${onwards}`;
  const earliest = new Date(from.getTime() - LONGEST_MS);
  // Two searches in place of an "or", for which PostgreSQL would walk through all that ever was.
  return db<ScheduledShowRow[]>`
    with page as (
      (${shown} and planned_start > ${earliest} and planned_end > ${from} order by planned_start, id limit ${limit})
      union
      (${shown} and ${withRunning} and state in ('live', 'reconnecting') order by planned_start, id limit ${limit})
    )
    select ${columns(db, readerId)} from ${sources(db)}
    where b.id in (select id from page)
    order by b.planned_start, b.id
    limit ${limit}`;
};

/** Whatever became of it, but for what was deleted. */
export const scheduledShowById = async (
  db: Db,
  { id, readerId }: { id: string; readerId: string | null },
): Promise<ScheduledShowRow | null> => {
  const [row] = await db<ScheduledShowRow[]>`
    select ${columns(db, readerId)} from ${sources(db)}
    where b.id = ${id} and b.planned_start is not null and b.deleted_at is null`;
  return row ?? null;
};
