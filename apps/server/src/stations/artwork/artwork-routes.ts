import {
  removeBroadcastArtwork,
  removeStationArtwork,
  setBroadcastArtwork,
  setStationArtwork,
} from '@livestreamer/contracts';
import type { CallContext, Caller, RouteRegistrar } from '../../platform/http/index.ts';
import { requireCaller } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import type { StationAccess } from '../station-access.ts';
import type { StationRecord } from '../station-store.ts';
import type { PictureHolder } from './picture-store.ts';
import type { Pictures } from './pictures.ts';

export interface ArtworkRoutesOptions {
  readonly pictures: Pictures;
  readonly access: StationAccess;
  /** Whether there is such a show, and the caller may edit it. */
  readonly mayEditBroadcast: (caller: Caller, broadcastId: string) => Promise<boolean>;
  /** Remembers that somebody changed the picture of a show, in the same transaction. */
  readonly noteBroadcast: (db: Db, act: { context: CallContext; broadcastId: string }) => Promise<void>;
  /** What lists and pages show of it changed. */
  readonly onChanged: (changed: PictureHolder) => Promise<void>;
}

const YEAR_S = 31_536_000;

/** Pictures: put by those who may, seen by everybody. */
export const artworkRoutes = ({
  pictures,
  access,
  mayEditBroadcast,
  noteBroadcast,
  onChanged,
}: ArtworkRoutesOptions) => {
  const note = (station: StationRecord, context: CallContext, removed: boolean) => (tx: Db) =>
    access.note(tx, { station, context, action: 'station.artwork', details: { removed } });

  const editableBroadcast = async (broadcastId: string, context: CallContext) => {
    if (!(await mayEditBroadcast(requireCaller(context), broadcastId))) throw new AppError('not_found');
    return { broadcastId };
  };

  return (registrar: RouteRegistrar): void => {
    registrar.add(setStationArtwork, async ({ params, upload }, context) => {
      const station = await access.editable(params.station, context);
      const holder = { stationId: station.id };
      const artwork = await pictures.put(holder, upload, note(station, context, false));
      await onChanged(holder);
      return artwork;
    });

    registrar.add(removeStationArtwork, async ({ params }, context) => {
      const station = await access.editable(params.station, context);
      const holder = { stationId: station.id };
      await pictures.takeAway(holder, note(station, context, true));
      await onChanged(holder);
      return undefined;
    });

    registrar.add(setBroadcastArtwork, async ({ params, upload }, context) => {
      const holder = await editableBroadcast(params.id, context);
      const artwork = await pictures.put(holder, upload, (tx) => noteBroadcast(tx, { context, ...holder }));
      await onChanged(holder);
      return artwork;
    });

    registrar.add(removeBroadcastArtwork, async ({ params }, context) => {
      const holder = await editableBroadcast(params.id, context);
      await pictures.takeAway(holder, (tx) => noteBroadcast(tx, { context, ...holder }));
      await onChanged(holder);
      return undefined;
    });

    registrar.addDocument({ path: '/pictures/:file', access: 'public' }, async ({ params }) => {
      const found = await pictures.find(params['file'] ?? '');
      if (!found) throw new AppError('not_found');
      const { path, bytes, mediaType } = found;
      return {
        contentType: mediaType,
        body: [{ path, start: 0, end: bytes }],
        etag: `"${params['file']}"`,
        cache: { seconds: YEAR_S, isPublic: true, isImmutable: true },
      };
    });
  };
};
