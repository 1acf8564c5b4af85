import type { Db } from '../platform/postgres/index.ts';

/** A station with a show that runs, or waits for its source. */
export interface OnAirStation {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly isDefault: boolean;
  /** The most listeners at once so far, at most ten seconds old. */
  readonly peak: number;
}

/** The default one first, then by name. */
export const onAirStations = (db: Db, { limit }: { limit: number }): Promise<OnAirStation[]> => db<OnAirStation[]>`
  select station.id, station.slug, station.name, station.is_default, broadcast.peak
  from broadcast join station on station.id = broadcast.station_id
  where broadcast.state in ('live', 'reconnecting')
  order by (not station.is_default), station.name, station.id
  limit ${limit}`;
