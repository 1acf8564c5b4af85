import type { OutsideLink } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';
import type { Db } from '../platform/postgres/index.ts';

/** Of one station; the oldest become free for others. */
const MOST_FORMER = 10;

/** What of a station its own page shows, and its owner changes. */
export interface StationFace {
  readonly slug: string;
  readonly name: string;
  readonly about: string;
  readonly links: readonly OutsideLink[];
  readonly accent: string | null;
}

export const ownsStation = async (db: Db, ownerId: string): Promise<boolean> => {
  const rows = await db`select from station where owner_id = ${ownerId} limit 1`;
  return rows.length > 0;
};

/** Throws `slug_taken`. */
export const insertStation = async (
  db: Db,
  { slug, name, ownerId }: { slug: string; name: string; ownerId: string },
): Promise<void> => {
  await db`insert into station (slug, name, owner_id) values (${slug}, ${name}, ${ownerId})`.catch(throwTaken);
  await assertNotFormer(db, slug);
};

/** As it is now, and until the transaction ends. */
export const lockStationFace = async (db: Db, stationId: string): Promise<StationFace> => {
  const [row] = await db<StationFace[]>`
    select slug, name, about, links, accent from station where id = ${stationId} for update`;
  if (!row) throw new AppError('not_found');
  return row;
};

/** Throws `slug_taken`. Call it with the station locked. */
export const updateStationFace = async (db: Db, stationId: string, face: StationFace): Promise<void> => {
  const { slug, name, about, links, accent } = face;
  await db`
    update station
    set slug = ${slug}, name = ${name}, about = ${about}, links = ${JSON.stringify(links)}::text::jsonb, accent = ${accent}
    where id = ${stationId}`.catch(throwTaken);
};

/** The address that a station had goes on leading to it, until it takes it back. Throws `slug_taken` when the new one was another's. */
export const keepFormerSlug = async (
  db: Db,
  { stationId, from, to }: { stationId: string; from: string; to: string },
): Promise<void> => {
  await db`insert into station_former_slug (slug, station_id) values (${from}, ${stationId})`;
  await db`
    delete from station_former_slug where station_id = ${stationId} and (slug = ${to} or slug in (
      select slug from station_former_slug where station_id = ${stationId} order by given_up_at desc, slug offset ${MOST_FORMER}
    ))`;
  await assertNotFormer(db, to);
};

/** Lets one caller at a time move the default; free again when the transaction ends. Before any station is locked: two would wait for each other. */
export const lockDefault = async (db: Db): Promise<void> => {
  await db`select pg_advisory_xact_lock(hashtextextended('livestreamer: default station', 0))`;
};

/** Makes this station the default one, in place of another. */
export const moveDefault = async (db: Db, stationId: string): Promise<void> => {
  await db`update station set is_default = false where is_default and id <> ${stationId}`;
  await db`update station set is_default = true where id = ${stationId}`;
};

/** After the slug was written: whoever gave it up at the same time has committed by then. */
const assertNotFormer = async (db: Db, slug: string): Promise<void> => {
  const rows = await db`select from station_former_slug where slug = ${slug}`;
  if (rows.length > 0) throw new AppError('slug_taken');
};

const throwTaken = (error: unknown): never => {
  const constraint: unknown = error instanceof Error ? Reflect.get(error, 'constraint_name') : undefined;
  if (constraint === 'station_slug_key') throw new AppError('slug_taken', { cause: error });
  throw error;
};
