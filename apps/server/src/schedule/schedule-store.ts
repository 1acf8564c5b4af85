import type { BroadcastState } from '@livestreamer/contracts';
import { nextBroadcastState } from '../broadcasts/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import type { TakenTime } from './plan-overlap.ts';
import type { PlannedTimes } from './planned-times.ts';
import type { PlanWords } from './series-store.ts';

/** A show that somebody planned, as those must know it who change it. */
export interface PlannedShowRecord extends PlanWords, PlannedTimes {
  readonly id: string;
  readonly stationId: string;
  /** Its slug. */
  readonly station: string;
  readonly stationOwnerId: string;
  /** Who comes with a source. */
  readonly accountId: string;
  readonly state: BroadcastState;
  readonly timeZone: string;
  readonly seriesId: string | null;
  /** The day of its series that it is, also when it was moved. */
  readonly occurrenceOn: string | null;
}

/** One to come. */
export type NewPlannedShow = Omit<PlannedShowRecord, 'state' | 'station' | 'stationOwnerId'>;

const CALLED_OFF = nextBroadcastState('scheduled', 'called-off');

/** Lets one caller at a time change what is planned on a station; free again when the transaction ends. */
export const lockSchedule = async (db: Db, stationId: string): Promise<void> => {
  await db`select from station where id = ${stationId} for no key update`;
};

/** What plans of a station are made in unless they say otherwise. */
export const stationTimeZone = async (db: Db, stationId: string): Promise<string> => {
  const [row] = await db<{ timeZone: string }[]>`select time_zone from station where id = ${stationId}`;
  return row?.timeZone ?? 'UTC';
};

const columns = (db: Db) => db`
  b.id, b.station_id, s.slug as station, s.owner_id as station_owner_id, b.account_id, b.state, b.title, b.description, b.tags,
  (extract(epoch from b.planned_start) * 1000)::float8 as start_ms, (extract(epoch from b.planned_end) * 1000)::float8 as end_ms,
  coalesce(b.time_zone, 'UTC') as time_zone, b.series_id, b.occurrence_on::text as occurrence_on`;

export const plannedShowById = async (db: Db, id: string): Promise<PlannedShowRecord | null> => {
  const [row] = await db<PlannedShowRecord[]>`
    select ${columns(db)} from broadcast b join station s on s.id = b.station_id
    where b.id = ${id} and b.planned_start is not null and b.deleted_at is null`;
  return row ?? null;
};

/** The shows of a series from one of its days on that have not begun, locked; cancelled ones hold their day too. */
export const comingShowsOf = (
  db: Db,
  { seriesId, from, afterMs }: { seriesId: string; from: string; afterMs: number },
): Promise<PlannedShowRecord[]> => db<PlannedShowRecord[]>`
  select ${columns(db)} from broadcast b join station s on s.id = b.station_id
  where b.series_id = ${seriesId} and b.occurrence_on >= ${from}::text::date and b.planned_start > ${new Date(afterMs)}
    and b.state in ('scheduled', 'cancelled')
  order by b.occurrence_on
  for update of b`;

/** As {@link plannedShowById}; it stays as it is until the transaction ends, and its source waits at the door so long. */
export const lockPlannedShow = async (db: Db, id: string): Promise<PlannedShowRecord | null> => {
  const [row] = await db<PlannedShowRecord[]>`
    select ${columns(db)} from broadcast b join station s on s.id = b.station_id
    where b.id = ${id} and b.planned_start is not null and b.deleted_at is null
    for update of b`;
  return row ?? null;
};

/** What has its time on a station between two instants. */
export const takenTimes = (
  db: Db,
  { stationId, startMs, endMs }: PlannedTimes & { stationId: string },
): Promise<(TakenTime & { id: string })[]> => db<(TakenTime & { id: string })[]>`
  select id, title, (extract(epoch from planned_start) * 1000)::float8 as start_ms,
    (extract(epoch from planned_end) * 1000)::float8 as end_ms
  from broadcast
  where station_id = ${stationId} and state in ('scheduled', 'live', 'reconnecting')
    and planned_start < ${new Date(endMs)} and planned_end > ${new Date(startMs)}
  order by planned_start`;

/** Shows to come that belong to no series. */
export const countSingleShows = async (db: Db, stationId: string): Promise<number> => {
  const [row] = await db<{ count: number }[]>`
    select count(*)::integer as count from broadcast
    where station_id = ${stationId} and state = 'scheduled' and series_id is null`;
  return row?.count ?? 0;
};

/** The days of a series from `from` on that have a show, whatever became of it. */
export const occurrenceDays = async (
  db: Db,
  { seriesId, from }: { seriesId: string; from: string },
): Promise<Set<string>> => {
  const rows = await db<{ day: string }[]>`
    select occurrence_on::text as day from broadcast
    where series_id = ${seriesId} and occurrence_on >= ${from}::text::date`;
  return new Set(rows.map(({ day }) => day));
};

export const insertPlannedShows = async (db: Db, shows: readonly NewPlannedShow[]): Promise<void> => {
  await db`
    insert into broadcast (
      id, station_id, account_id, state, title, description, tags, planned_start, planned_end, time_zone, series_id, occurrence_on
    )
    select id, station_id, account_id, 'scheduled', title, description, tags, planned_start, planned_end, time_zone, series_id,
      occurrence_on
    from ${recordsOf(db, shows)}`;
};

/** In one statement, because a series that moves by an hour overlaps itself halfway. */
export const updatePlannedShows = async (db: Db, shows: readonly NewPlannedShow[]): Promise<void> => {
  await db`
    update broadcast
    set account_id = show.account_id, title = show.title, description = show.description, tags = show.tags,
      planned_start = show.planned_start, planned_end = show.planned_end, time_zone = show.time_zone,
      series_id = show.series_id, occurrence_on = show.occurrence_on
    from ${recordsOf(db, shows)}
    where broadcast.id = show.id and broadcast.state in ('scheduled', 'cancelled')`;
};

/** Returns those that were called off: what has begun meanwhile goes on. */
export const callOff = async (db: Db, ids: readonly string[]): Promise<string[]> => {
  const rows = await db<{ id: string }[]>`
    update broadcast set state = ${CALLED_OFF} where id = any(${[...ids]}::uuid[]) and state = 'scheduled' returning id`;
  return rows.map(({ id }) => id);
};

const recordsOf = (db: Db, shows: readonly NewPlannedShow[]) => {
  const records = shows.map(({ startMs, endMs, ...show }) => ({
    id: show.id,
    station_id: show.stationId,
    account_id: show.accountId,
    title: show.title,
    description: show.description,
    tags: [...show.tags],
    planned_start: new Date(startMs).toISOString(),
    planned_end: new Date(endMs).toISOString(),
    time_zone: show.timeZone,
    series_id: show.seriesId,
    occurrence_on: show.occurrenceOn,
  }));
  return db`jsonb_to_recordset(${db.json(records)}) as show (
    id uuid, station_id uuid, account_id uuid, title text, description text, tags text[], planned_start timestamptz,
    planned_end timestamptz, time_zone text, series_id uuid, occurrence_on date
  )`;
};
