import type { LiveBroadcast } from '@livestreamer/contracts';
import { stationRolesOf } from '../access/index.ts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { stationRoutes } from './station-routes.ts';
import { slugOf } from './station-slug.ts';
import { defaultStation, insertDefaultStation, type StationRecord, stationBySlug } from './station-store.ts';
import { type StationTeamOptions, stationTeamRoutes } from './station-team-routes.ts';

/** The permanent public places of broadcasters. */
export interface Stations {
  /** Null means the default station. */
  byName(slug: string | null): Promise<StationRecord | null>;
  /** Makes the default station, in the caller's transaction; does nothing when there is one. */
  createDefault(db: Db, station: { name: string; ownerId: string }): Promise<void>;
  /** Whether somebody may feed this one station though it is not theirs. */
  isCoBroadcaster(who: { accountId: string; stationId: string }): Promise<boolean>;
  routes(registrar: RouteRegistrar): void;
}

interface StationsOptions extends StationTeamOptions {
  /** What is on air on a station. */
  readonly liveOf: (stationId: string) => LiveBroadcast | null;
}

export const createStations = ({ sql, liveOf, audit, onLeft }: StationsOptions): Stations => ({
  byName: (slug) => (slug === null ? defaultStation(sql) : stationBySlug(sql, slug)),
  isCoBroadcaster: async (who) => (await stationRolesOf(sql, who)).includes('co-broadcaster'),
  createDefault: (db, { name, ownerId }) => insertDefaultStation(db, { slug: slugOf(name), name, ownerId }),
  routes: (registrar) => {
    stationRoutes({ sql, liveOf })(registrar);
    stationTeamRoutes({ sql, audit, onLeft })(registrar);
  },
});
