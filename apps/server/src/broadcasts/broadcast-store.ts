import type { BroadcastState, OutsideLink, Track } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** A show that has begun. */
export interface NewBroadcast {
  readonly id: string;
  readonly stationId: string;
  /** Whose source it is. */
  readonly accountId: string;
  readonly title: string;
  readonly startedAt: Date;
  /** It was announced, so it is stored already. */
  readonly isPlanned: boolean;
}

/** What changes while a show runs. */
export interface BroadcastCheckpoint {
  readonly id: string;
  readonly state: 'live' | 'reconnecting';
  /** The last known audio. */
  readonly lastSeenAt: Date;
  readonly peak: number;
  readonly listenerSeconds: number;
  readonly hearts: number;
  readonly heartMinutes: readonly number[];
  readonly tracklist: readonly Track[];
}

/** A show whose end is not stored. */
export interface OpenBroadcast extends NewBroadcast {
  readonly slug: string;
  readonly lastSeenAt: Date;
  readonly peak: number;
  readonly listenerSeconds: number;
  readonly hearts: number;
  readonly heartMinutes: readonly number[];
  readonly tracklist: readonly Track[];
}

export interface BroadcastRecord {
  readonly id: string;
  readonly stationId: string;
  /** The slug of its station. */
  readonly station: string;
  readonly stationName: string;
  readonly stationOwnerId: string;
  readonly accountId: string;
  readonly title: string;
  readonly description: string;
  readonly state: BroadcastState;
  readonly plannedStart: Date | null;
  readonly plannedEnd: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly publishedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly peak: number;
  readonly listenerSeconds: number;
  readonly hearts: number;
  readonly heartMinutes: readonly number[];
  readonly tracklist: readonly Track[];
  readonly links: readonly OutsideLink[];
  readonly tags: readonly string[];
  /** Its own picture, or its station's. */
  readonly pictureId: string | null;
  readonly revision: number;
}

/** Does nothing when it is stored already. */
export const insertBroadcast = async (db: Db, broadcast: NewBroadcast): Promise<void> => {
  const { id, stationId, accountId, title, startedAt } = broadcast;
  await db`
    insert into broadcast (id, station_id, account_id, title, state, started_at, last_seen_at)
    values (${id}, ${stationId}, ${accountId}, ${title}, 'live', ${startedAt}, ${startedAt})
    on conflict on constraint broadcast_pkey do nothing`;
};

/** Begins a show that was announced. One that was called off in that very moment happens all the same, out of plan: its broadcaster is on air. */
export const openPlannedBroadcast = async (db: Db, { id, startedAt }: NewBroadcast): Promise<void> => {
  await db`
    update broadcast
    set state = 'live', started_at = ${startedAt}, last_seen_at = ${startedAt},
      planned_start = case when state = 'scheduled' then planned_start end,
      planned_end = case when state = 'scheduled' then planned_end end
    where id = ${id} and started_at is null`;
};

/** Ends whatever else is on air on a station, at its last sign of life: a station has one show at a time. Gives what it ended. */
export const endOtherBroadcasts = async (db: Db, { id, stationId }: NewBroadcast): Promise<string[]> => {
  const rows = await db<{ id: string }[]>`
    update broadcast set state = 'ended', ended_at = last_seen_at
    where station_id = ${stationId} and state in ('live', 'reconnecting') and id <> ${id}
    returning id`;
  return rows.map((row) => row.id);
};

/** False when no show on air has this id. */
export const saveCheckpoint = async (db: Db, checkpoint: BroadcastCheckpoint): Promise<boolean> => {
  const { id, state } = checkpoint;
  const { count } = await db`
    update broadcast set state = ${state}, ${figures(db, checkpoint)}
    where id = ${id} and state in ('live', 'reconnecting')`;
  return count > 0;
};

/** The end of a show: its last known audio. */
export interface BroadcastEnd extends Omit<BroadcastCheckpoint, 'state'> {
  /** Another process may carry it: it ends only if nothing was stored of it since this sign of life. */
  readonly ifUntouchedSince?: Date;
}

/** False when no show on air has this id, or somebody else carries it. */
export const endBroadcast = async (db: Db, end: BroadcastEnd): Promise<boolean> => {
  const { id, lastSeenAt, ifUntouchedSince = null } = end;
  const { count } = await db`
    update broadcast set state = 'ended', ended_at = greatest(started_at, ${lastSeenAt}::timestamptz), ${figures(db, end)}
    where id = ${id} and state in ('live', 'reconnecting')
      and (${ifUntouchedSince}::timestamptz is null or last_seen_at = ${ifUntouchedSince}::timestamptz)`;
  return count > 0;
};

/** Who says nothing of what plays keeps the tracklist that was written before the show. */
const figures = (
  db: Db,
  { lastSeenAt, peak, listenerSeconds, hearts, heartMinutes, tracklist }: Omit<BroadcastCheckpoint, 'state'>,
) => db`
  last_seen_at = greatest(started_at, ${lastSeenAt}::timestamptz), peak = ${peak}, listener_seconds = ${listenerSeconds},
  hearts = ${hearts}, heart_minutes = ${[...heartMinutes]}::integer[], ${tracklist.length > 0 ? db`tracklist = ${JSON.stringify(tracklist)}::text::jsonb` : db`tracklist = broadcast.tracklist`}`;

/** Whether a show has begun as far as the database knows, on air or over. */
export const hasBroadcastBegun = async (db: Db, id: string): Promise<boolean> => {
  const rows = await db`select from broadcast where id = ${id} and started_at is not null`;
  return rows.length > 0;
};

/** Shows that were on air when nobody stored any more of them. */
export const openBroadcasts = (db: Db): Promise<OpenBroadcast[]> => db<OpenBroadcast[]>`
  select b.id, b.station_id, b.account_id, b.title, b.started_at, b.planned_start is not null as is_planned, b.last_seen_at, b.peak,
    b.listener_seconds::float8 as listener_seconds, b.hearts, b.heart_minutes, b.tracklist, s.slug
  from broadcast b join station s on s.id = b.station_id
  where b.state in ('live', 'reconnecting')`;

export const broadcastById = async (db: Db, id: string): Promise<BroadcastRecord | null> => {
  const [row] = await db<BroadcastRecord[]>`
    select b.id, b.station_id, s.slug as station, s.name as station_name, s.owner_id as station_owner_id, b.account_id, b.title,
      b.description, b.state, b.planned_start, b.planned_end, b.started_at, b.ended_at, b.published_at, b.deleted_at, b.peak,
      b.listener_seconds::float8 as listener_seconds, b.hearts, b.heart_minutes, b.tracklist, b.links, b.tags,
      coalesce(b.artwork_id, s.artwork_id) as picture_id, b.revision
    from broadcast b join station s on s.id = b.station_id
    where b.id = ${id}`;
  return row ?? null;
};
