import type { Clock } from '@livestreamer/clock';
import type { LiveBroadcast } from '@livestreamer/contracts';
import { permissionsOfAccount, stationRolesOf } from '../access/index.ts';
import { accountById, standingOf } from '../accounts/index.ts';
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
  /** Whether somebody may feed this one station though it is not theirs: while its owner is here, and may. */
  isCoBroadcaster(who: { accountId: string; station: StationRecord }): Promise<boolean>;
  routes(registrar: RouteRegistrar): void;
}

interface StationsOptions extends StationTeamOptions {
  /** What is on air on a station. */
  readonly liveOf: (stationId: string) => LiveBroadcast | null;
  readonly clock: Clock;
}

export const createStations = ({ sql, liveOf, audit, onLeft, clock }: StationsOptions): Stations => {
  const mayBroadcast = async (accountId: string): Promise<boolean> => {
    const account = await accountById(sql, accountId);
    if (!account || standingOf(account, clock.now()) !== 'active') return false;
    return (await permissionsOfAccount(sql, accountId)).includes('station.broadcast');
  };

  return {
    byName: (slug) => (slug === null ? defaultStation(sql) : stationBySlug(sql, slug)),
    isCoBroadcaster: async ({ accountId, station: { id: stationId, ownerId } }) =>
      (await stationRolesOf(sql, { accountId, stationId })).includes('co-broadcaster') && mayBroadcast(ownerId),
    createDefault: (db, { name, ownerId }) => insertDefaultStation(db, { slug: slugOf(name), name, ownerId }),
    routes: (registrar) => {
      stationRoutes({ sql, liveOf })(registrar);
      stationTeamRoutes({ sql, audit, onLeft })(registrar);
    },
  };
};
