import type { Db } from '../../platform/postgres/index.ts';
import type { KeepingWish, KeptRecording } from './recording-retention-policy.ts';

export interface StationWish extends KeepingWish {
  readonly stationId: string;
}

/** Stations that do not keep everything for ever. */
export const stationWishes = (db: Db): Promise<StationWish[]> => db<StationWish[]>`
  select id as station_id, keep_recordings_days as keep_days, recordings_quota_bytes::float8 as quota_bytes
  from station where keep_recordings_days is not null or recordings_quota_bytes is not null`;

/** The finished recordings of a station. What was deleted and can still be restored counts as hidden. */
export const keptRecordings = (db: Db, stationId: string): Promise<KeptRecording[]> => db<KeptRecording[]>`
  select r.broadcast_id, r.bytes::float8 as bytes, b.ended_at, b.state = 'published' and b.deleted_at is null as is_published
  from recording r join broadcast b on b.id = r.broadcast_id
  where b.station_id = ${stationId} and r.state in ('ready', 'failed') and b.ended_at is not null`;
