import type { exportOwnAccount, RouteReply } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** Shows of a person, and those that they keep, or want to be reminded of. */
export type AccountShows = Pick<
  RouteReply<typeof exportOwnAccount>,
  'broadcasts' | 'series' | 'reminders' | 'bookmarks'
>;

export const accountShows = async (db: Db, accountId: string): Promise<AccountShows> => {
  const broadcasts = await db<BroadcastRow[]>`
    select b.id, s.slug as station, b.title, b.planned_start, b.started_at, b.ended_at
    from broadcast b join station s on s.id = b.station_id
    where b.account_id = ${accountId}
    order by coalesce(b.started_at, b.planned_start), b.id`;
  const series = await db<{ station: string; title: string; startsOn: string; createdAt: Date }[]>`
    select s.slug as station, r.title, r.starts_on::text as starts_on, r.created_at
    from schedule_series r join station s on s.id = r.station_id
    where r.account_id = ${accountId}
    order by r.created_at, r.id`;
  const reminders = await db<{ broadcast: string; title: string; askedAt: Date }[]>`
    select b.id as broadcast, b.title, r.asked_at
    from reminder r join broadcast b on b.id = r.broadcast_id
    where r.account_id = ${accountId}
    order by r.asked_at, b.id`;
  const bookmarks = await db<{ broadcast: string; title: string; keptAt: Date }[]>`
    select b.id as broadcast, b.title, k.created_at as kept_at
    from bookmark k join broadcast b on b.id = k.broadcast_id
    where k.account_id = ${accountId}
    order by k.created_at, b.id`;
  return {
    broadcasts: broadcasts.map(({ plannedStart, startedAt, endedAt, ...show }) => ({
      ...show,
      plannedStart: plannedStart?.toISOString() ?? null,
      startedAt: startedAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    })),
    series: series.map(({ createdAt, ...one }) => ({ ...one, createdAt: createdAt.toISOString() })),
    bookmarks: bookmarks.map(({ keptAt, ...bookmark }) => ({ ...bookmark, keptAt: keptAt.toISOString() })),
    reminders: reminders.map(({ askedAt, ...reminder }) => ({ ...reminder, askedAt: askedAt.toISOString() })),
  };
};

interface BroadcastRow {
  readonly id: string;
  readonly station: string;
  readonly title: string;
  readonly plannedStart: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}
