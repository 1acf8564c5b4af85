import type { HeartsFrom } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** A broadcaster's permanent public place. */
export interface StationRecord {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  readonly name: string;
  /** The one that `/`, `PUT /stream` and `GET /stream` mean. */
  readonly isDefault: boolean;
  readonly ownerId: string;
  readonly heartsFrom: HeartsFrom;
  /** `#rrggbb`. */
  readonly accent: string | null;
  readonly artworkId: string | null;
  /** What else finds it. */
  readonly formerSlugs: readonly string[];
}

/** Where a page of the list ended: default first, then by name. */
export type StationPageKey = readonly [notDefault: boolean, name: string, id: string];

const columns = (db: Db) => db`
  id, slug, name, is_default, owner_id, hearts_from, accent, artwork_id,
  array(select former.slug from station_former_slug former where former.station_id = station.id) as former_slugs`;

/** By the slug it has, or had. */
export const stationBySlug = async (db: Db, slug: string): Promise<StationRecord | null> => {
  const [row] = await db<StationRecord[]>`
    select ${columns(db)} from station
    where slug = ${slug} or id = (select station_id from station_former_slug where slug = ${slug})`;
  return row ?? null;
};

export const defaultStation = async (db: Db): Promise<StationRecord | null> => {
  const [row] = await db<StationRecord[]>`
    select ${columns(db)} from station where is_default`;
  return row ?? null;
};

/** The stations after `after` (null: from the start), the default one first, then by name. */
export const stationPage = (
  db: Db,
  { after, limit }: { after: StationPageKey | null; limit: number },
): Promise<StationRecord[]> => {
  const [notDefault, name, id] = after ?? [];
  const onwards = after
    ? db`where ((not is_default), name, id) > (${notDefault ?? false}, ${name ?? ''}, ${id ?? ''}::uuid)`
    : db``;
  return db<StationRecord[]>`
    select ${columns(db)} from station
    ${onwards}
    order by (not is_default), name, id
    limit ${limit}`;
};

export const insertDefaultStation = async (
  db: Db,
  { slug, name, ownerId }: { slug: string; name: string; ownerId: string },
): Promise<void> => {
  await db`
    insert into station (slug, name, is_default, owner_id) values (${slug}, ${name}, true, ${ownerId})
    on conflict (is_default) where is_default do nothing`;
};
