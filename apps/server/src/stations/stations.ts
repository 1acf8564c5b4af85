import type { LiveBroadcast } from '@livestreamer/contracts';
import { type AuditLog, permissionsOfAccount, stationRolesOf } from '../access/index.ts';
import { accountById, standingOf } from '../accounts/index.ts';
import type { CallContext, RouteRegistrar } from '../platform/http/index.ts';
import { createSweeping, type Part } from '../platform/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { type ArtworkRoutesOptions, artworkRoutes } from './artwork/artwork-routes.ts';
import { createPictures, type PicturesOptions } from './artwork/pictures.ts';
import { makeDefaultStation } from './default-station.ts';
import { type IcecastStatusOptions, icecastStatusRoutes } from './icecast-status-routes.ts';
import { createStationAccess } from './station-access.ts';
import { createStationEdits, type StationEditsOptions } from './station-edits.ts';
import { stationRoutes } from './station-routes.ts';
import { defaultStation, type StationRecord, stationBySlug } from './station-store.ts';
import { type StationTeamOptions, stationTeamRoutes } from './station-team-routes.ts';

/** The permanent public places of broadcasters. */
export interface Stations {
  /** Null means the default station. */
  byName(slug: string | null): Promise<StationRecord | null>;
  /** Makes the default station, in the caller's transaction; does nothing when there is one. */
  createDefault(db: Db, station: { name: string; ownerId: string }): Promise<void>;
  /** Whether somebody may feed this one station though it is not theirs: while its owner is here, and may. */
  isCoBroadcaster(who: { accountId: string; station: StationRecord }): Promise<boolean>;
  /** The JPEG of a picture that goes into the tags of recordings. Null: it is gone. */
  taggedPicture(pictureId: string): Promise<Uint8Array | null>;
  routes(registrar: RouteRegistrar): void;
  readonly parts: readonly Part[];
}

interface StationsOptions
  extends Pick<StationTeamOptions, 'onLeft'>,
    PicturesOptions,
    Pick<ArtworkRoutesOptions, 'mayEditBroadcast' | 'noteBroadcast' | 'onChanged'>,
    Pick<IcecastStatusOptions, 'audioOf' | 'siteUrl'>,
    Pick<StationEditsOptions, 'onMoved'> {
  readonly audit: AuditLog;
  /** What is on air on a station. */
  readonly onAirNow: (stationId: string) => Promise<LiveBroadcast | null>;
  /** Makes a visitor who opens a station's page known by a cookie. */
  readonly greet: (context: CallContext) => Promise<void>;
}

export const createStations = (options: StationsOptions): Stations => {
  const { sql, onAirNow, greet, audit, onLeft, onMoved, onChanged, mayEditBroadcast, noteBroadcast, clock, log } =
    options;
  const access = createStationAccess({ sql, audit });
  const edits = createStationEdits({
    sql,
    access,
    onAirNow,
    onMoved,
    onChanged: (stationId) => onChanged({ stationId }),
  });
  const pictures = createPictures(options);

  const mayBroadcast = async (accountId: string): Promise<boolean> => {
    const account = await accountById(sql, accountId);
    if (!account || standingOf(account, clock.now()) !== 'active') return false;
    return (await permissionsOfAccount(sql, accountId)).includes('station.broadcast');
  };

  return {
    byName: (slug) => (slug === null ? defaultStation(sql) : stationBySlug(sql, slug)),
    isCoBroadcaster: async ({ accountId, station: { id: stationId, ownerId } }) =>
      (await stationRolesOf(sql, { accountId, stationId })).includes('co-broadcaster') && mayBroadcast(ownerId),
    createDefault: makeDefaultStation,
    taggedPicture: pictures.readTagged,
    routes: (registrar) => {
      stationRoutes({ sql, access, edits, onAirNow, greet })(registrar);
      stationTeamRoutes({ sql, access, onLeft })(registrar);
      icecastStatusRoutes(options)(registrar);
      artworkRoutes({ pictures, access, mayEditBroadcast, noteBroadcast, onChanged })(registrar);
    },
    parts: [createSweeping({ name: 'picture sweep', sweep: pictures.sweep, clock, log })],
  };
};
