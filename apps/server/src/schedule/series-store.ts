import type { AccountRecord } from '../accounts/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import type { WallTimes } from './planned-times.ts';
import type { RepeatRule } from './repeat-dates.ts';

/** What is said of a show, and of all shows of a series unless one was changed alone. */
export interface PlanWords {
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
}

/** Shows that repeat. */
export interface Series extends PlanWords, RepeatRule, WallTimes {
  readonly id: string;
  readonly stationId: string;
  /** Who comes with a source. */
  readonly accountId: string;
}

export const insertSeries = async (db: Db, series: Series): Promise<void> => {
  const { id, stationId, accountId, title, description, tags, timeZone, durationMs, repeats } = series;
  await db`
    insert into schedule_series (
      id, station_id, account_id, title, description, tags, time_zone, starts_on, starts_at, duration_ms, last_on, repeats
    ) values (
      ${id}, ${stationId}, ${accountId}, ${title}, ${description}, ${[...tags]}, ${timeZone}, ${series.startsOn}::text::date,
      ${series.startsAt}::text::time, ${durationMs}, ${series.lastOn}::text::date, ${db.json(repeats)}
    )`;
};

/** Its last day is this one; what it says of its end says so too. */
export const endSeries = async (db: Db, { id, lastOn }: { id: string; lastOn: string }): Promise<void> => {
  await db`
    update schedule_series
    set last_on = ${lastOn}::text::date, repeats = repeats || jsonb_build_object('until', ${lastOn}::text, 'count', null)
    where id = ${id} and (last_on is null or last_on > ${lastOn}::text::date)`;
};

/** Gone, unless a show was ever one of it. */
export const deleteEmptySeries = async (db: Db, id: string): Promise<void> => {
  await db`
    delete from schedule_series where id = ${id} and not exists (select from broadcast where series_id = ${id})`;
};

const columns = (db: Db) => db`
  id, station_id, account_id, title, description, tags, time_zone, starts_on::text as starts_on, starts_at::text as starts_at,
  duration_ms, last_on::text as last_on, repeats`;

export const seriesById = async (db: Db, id: string): Promise<Series | null> => {
  const [row] = await db<Series[]>`select ${columns(db)} from schedule_series where id = ${id}`;
  return row ?? null;
};

/** The series of a station that have days from `from` on. Those of accounts that are gone come no more. */
export const seriesOn = (db: Db, { stationId, from }: { stationId: string; from: string }): Promise<Series[]> =>
  db<Series[]>`
    select ${columns(db)} from schedule_series
    where station_id = ${stationId} and (last_on is null or last_on >= ${from}::text::date)
      and exists (select from account where id = schedule_series.account_id and deleted_at is null)
    order by created_at, id`;

/** Stations that have series with days from `from` on. */
export const stationsWithSeries = async (db: Db, from: string): Promise<string[]> => {
  const rows = await db<{ stationId: string }[]>`
    select distinct station_id from schedule_series where last_on is null or last_on >= ${from}::text::date`;
  return rows.map(({ stationId }) => stationId);
};

/** Whose a series is, as a letter to them needs it. */
type SeriesOwner = Pick<
  AccountRecord,
  'username' | 'email' | 'language' | 'confirmedAt' | 'bannedAt' | 'bannedUntil' | 'deletedAt'
> & {
  readonly station: string;
  readonly stationName: string;
  /** The last day that was told of before; null: none was. */
  readonly toldUntil: string | null;
};

/**
 * Remembers that of the shows of a series that were left out, those up to this day are told of, and returns whom to tell; null: that is told
 * already.
 */
export const takeLeftOut = async (
  db: Db,
  { seriesId, until }: { seriesId: string; until: string },
): Promise<SeriesOwner | null> => {
  const [row] = await db<SeriesOwner[]>`
    update schedule_series set left_out_told = ${until}::text::date
    from schedule_series before, account a, station s
    where schedule_series.id = ${seriesId} and before.id = schedule_series.id
      and (before.left_out_told is null or before.left_out_told < ${until}::text::date)
      and a.id = schedule_series.account_id and s.id = schedule_series.station_id
    returning a.username, a.email, a.language, a.confirmed_at, a.banned_at, a.banned_until, a.deleted_at, s.slug as station,
      s.name as station_name, before.left_out_told::text as told_until`;
  return row ?? null;
};
