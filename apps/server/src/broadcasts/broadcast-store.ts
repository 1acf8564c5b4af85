import type { Db } from '../platform/postgres/index.ts';
import type { BroadcastState } from './broadcast-state.ts';

/** A show that has begun. */
export interface NewBroadcast {
  readonly id: string;
  readonly stationId: string;
  /** Whose source it is. */
  readonly accountId: string;
  readonly title: string;
  readonly startedAt: Date;
}

/** What changes while a show runs. */
export interface BroadcastCheckpoint {
  readonly id: string;
  readonly state: Exclude<BroadcastState, 'ended'>;
  /** The last known audio. */
  readonly lastSeenAt: Date;
  readonly peak: number;
  readonly listenerSeconds: number;
}

/** A show whose end is not stored. */
export interface OpenBroadcast extends NewBroadcast {
  readonly slug: string;
  readonly lastSeenAt: Date;
  readonly peak: number;
  readonly listenerSeconds: number;
}

export interface BroadcastRecord {
  readonly id: string;
  readonly stationId: string;
  readonly station: string;
  readonly stationOwnerId: string;
  readonly title: string;
  readonly state: BroadcastState;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly peak: number;
  readonly listenerSeconds: number;
}

/** Does nothing when it is stored already. */
export const insertBroadcast = async (db: Db, broadcast: NewBroadcast): Promise<void> => {
  const { id, stationId, accountId, title, startedAt } = broadcast;
  await db`
    insert into broadcast (id, station_id, account_id, title, state, started_at, last_seen_at)
    values (${id}, ${stationId}, ${accountId}, ${title}, 'live', ${startedAt}, ${startedAt})
    on conflict on constraint broadcast_pkey do nothing`;
};

/** Ends whatever else is open on a station, at its last sign of life: a station has one show at a time. */
export const endOtherBroadcasts = async (db: Db, { id, stationId }: NewBroadcast): Promise<void> => {
  await db`
    update broadcast set state = 'ended', ended_at = last_seen_at
    where station_id = ${stationId} and ended_at is null and id <> ${id}`;
};

/** False when no open show has this id. */
export const saveCheckpoint = async (db: Db, checkpoint: BroadcastCheckpoint): Promise<boolean> => {
  const { id, state, lastSeenAt, peak, listenerSeconds } = checkpoint;
  const { count } = await db`
    update broadcast
    set state = ${state}, last_seen_at = greatest(started_at, ${lastSeenAt}::timestamptz), peak = ${peak},
      listener_seconds = ${listenerSeconds}
    where id = ${id} and ended_at is null`;
  return count > 0;
};

/** The end of a show: its last known audio. */
export interface BroadcastEnd extends Omit<BroadcastCheckpoint, 'state'> {
  /** Another process may carry it: it ends only if nothing was stored of it since this sign of life. */
  readonly ifUntouchedSince?: Date;
}

/** False when no open show has this id, or somebody else carries it. */
export const endBroadcast = async (db: Db, end: BroadcastEnd): Promise<boolean> => {
  const { id, lastSeenAt, peak, listenerSeconds, ifUntouchedSince = null } = end;
  const { count } = await db`
    update broadcast
    set state = 'ended', ended_at = greatest(started_at, ${lastSeenAt}::timestamptz),
      last_seen_at = greatest(started_at, ${lastSeenAt}::timestamptz), peak = ${peak},
      listener_seconds = ${listenerSeconds}
    where id = ${id} and ended_at is null
      and (${ifUntouchedSince}::timestamptz is null or last_seen_at = ${ifUntouchedSince}::timestamptz)`;
  return count > 0;
};

/** Whether a show is stored at all, open or ended. */
export const isBroadcastStored = async (db: Db, id: string): Promise<boolean> => {
  const rows = await db`select from broadcast where id = ${id}`;
  return rows.length > 0;
};

export const openBroadcasts = (db: Db): Promise<OpenBroadcast[]> => db<OpenBroadcast[]>`
  select b.id, b.station_id, b.account_id, b.title, b.started_at, b.last_seen_at, b.peak,
    b.listener_seconds::float8 as listener_seconds, s.slug
  from broadcast b join station s on s.id = b.station_id
  where b.ended_at is null`;

export const broadcastById = async (db: Db, id: string): Promise<BroadcastRecord | null> => {
  const [row] = await db<BroadcastRecord[]>`
    select b.id, b.station_id, s.slug as station, s.owner_id as station_owner_id, b.title, b.state, b.started_at,
      b.ended_at, b.peak, b.listener_seconds::float8 as listener_seconds
    from broadcast b join station s on s.id = b.station_id
    where b.id = ${id}`;
  return row ?? null;
};
