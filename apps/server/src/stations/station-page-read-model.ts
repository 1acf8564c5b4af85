import type { OutsideLink } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** What only a station's own page shows. */
export interface StationPageFacts {
  readonly about: string;
  readonly links: readonly OutsideLink[];
  readonly downloads: boolean;
  /** Whether anything is published. */
  readonly archive: boolean;
}

export const stationPageFacts = async (db: Db, stationId: string): Promise<StationPageFacts | null> => {
  const [row] = await db<StationPageFacts[]>`
    select about, links, offer_downloads as downloads,
      exists (
        select from broadcast where station_id = station.id and state = 'published' and deleted_at is null
      ) as archive
    from station where id = ${stationId}`;
  return row ?? null;
};
