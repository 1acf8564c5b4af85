import type { StationSettings } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

const columns = (db: Db) => db`
  hearts_from, time_zone, record_shows, keep_recordings_days, recordings_quota_bytes::float8 as recordings_quota_bytes,
  offer_downloads`;

export const stationSettings = async (db: Db, stationId: string): Promise<StationSettings | null> => {
  const [row] = await db<StationSettings[]>`select ${columns(db)} from station where id = ${stationId}`;
  return row ?? null;
};

/** As they are now, and until the transaction ends. */
export const lockStationSettings = async (db: Db, stationId: string): Promise<StationSettings | null> => {
  const [row] = await db<StationSettings[]>`select ${columns(db)} from station where id = ${stationId} for update`;
  return row ?? null;
};

export const updateStationSettings = async (db: Db, stationId: string, settings: StationSettings): Promise<void> => {
  const { heartsFrom, timeZone, recordShows, keepRecordingsDays, recordingsQuotaBytes, offerDownloads } = settings;
  await db`
    update station
    set hearts_from = ${heartsFrom}, time_zone = ${timeZone}, record_shows = ${recordShows},
      keep_recordings_days = ${keepRecordingsDays}, recordings_quota_bytes = ${recordingsQuotaBytes},
      offer_downloads = ${offerDownloads}
    where id = ${stationId}`;
};
