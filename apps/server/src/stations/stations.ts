import type { LiveBroadcast } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import { stationRoutes } from './station-routes.ts';
import { slugOf } from './station-slug.ts';
import { defaultStation, insertDefaultStation, type StationRecord, stationBySlug } from './station-store.ts';

/** The permanent public places of broadcasters. */
export interface Stations {
  /** Null means the default station. */
  byName(slug: string | null): Promise<StationRecord | null>;
  /** Makes the default station, in the caller's transaction; does nothing when there is one. */
  createDefault(db: Db, station: { name: string; ownerId: string }): Promise<void>;
  routes(registrar: RouteRegistrar): void;
}

interface StationsOptions {
  readonly sql: Sql;
  /** What is on air on a station. */
  readonly liveOf: (stationId: string) => LiveBroadcast | null;
}

export const createStations = ({ sql, liveOf }: StationsOptions): Stations => ({
  byName: (slug) => (slug === null ? defaultStation(sql) : stationBySlug(sql, slug)),
  createDefault: (db, { name, ownerId }) => insertDefaultStation(db, { slug: slugOf(name), name, ownerId }),
  routes: stationRoutes({ sql, liveOf }),
});
