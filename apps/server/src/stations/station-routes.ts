import {
  editStation,
  getStation,
  getStationSettings,
  type LiveBroadcast,
  listStations,
  makeStation,
  type StationPage,
  setStationSettings,
} from '@livestreamer/contracts';
import { z } from 'zod';
import type { CallContext, RouteRegistrar } from '../platform/http/index.ts';
import { AppError, decodeCursor, pageFrom } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationAccess } from './station-access.ts';
import { mayEditStation } from './station-edit-policy.ts';
import type { StationEdits } from './station-edits.ts';
import { stationPageFacts } from './station-page-read-model.ts';
import { stationPageReply, stationReply } from './station-reply.ts';
import { stationSettings } from './station-settings-store.ts';
import { type StationPageKey, type StationRecord, stationBySlug, stationPage } from './station-store.ts';

interface StationRoutesOptions {
  readonly sql: Sql;
  readonly access: StationAccess;
  readonly edits: StationEdits;
  readonly onAirNow: (stationId: string) => Promise<LiveBroadcast | null>;
  readonly greet: (context: CallContext) => Promise<void>;
}

const pageKeySchema = z.tuple([z.boolean(), z.string(), z.uuid()]);

const pageKeyOf = ({ isDefault, name, id }: StationRecord): StationPageKey => [!isDefault, name, id];

/** Stations: seen by everybody, made and changed by those who may. */
export const stationRoutes = ({ sql, access, edits, onAirNow, greet }: StationRoutesOptions) => {
  const pageOfStation = async (slug: string, { caller }: CallContext): Promise<StationPage> => {
    const station = await stationBySlug(sql, slug);
    const facts = station && (await stationPageFacts(sql, station.id));
    if (!facts) throw new AppError('not_found');
    const live = await onAirNow(station.id);
    return stationPageReply(station, { facts, live, editable: mayEditStation(caller, station) });
  };

  return (registrar: RouteRegistrar): void => {
    registrar.add(listStations, async ({ query: { cursor, limit } }, { caller }) => {
      const after = decodeCursor(pageKeySchema, cursor);
      const stations = await stationPage(sql, { after, limit: limit + 1 });
      const live = new Map(await Promise.all(stations.map(async ({ id }) => [id, await onAirNow(id)] as const)));
      const item = (station: StationRecord) =>
        stationReply(station, { live: live.get(station.id) ?? null, editable: mayEditStation(caller, station) });
      return pageFrom(stations, { limit, item, key: pageKeyOf });
    });

    registrar.add(getStation, async ({ params }, context) => {
      const page = await pageOfStation(params.station, context);
      await greet(context);
      return page;
    });

    registrar.add(makeStation, async ({ body }, context) => pageOfStation(await edits.make(body, context), context));

    registrar.add(editStation, async ({ params, body }, context) =>
      pageOfStation(await edits.edit(params.station, body, context), context),
    );

    registrar.add(getStationSettings, async ({ params }, context) => {
      const { id } = await access.editable(params.station, context);
      const settings = await stationSettings(sql, id);
      if (!settings) throw new AppError('not_found');
      return settings;
    });

    registrar.add(setStationSettings, ({ params, body }, context) => edits.set(params.station, body, context));
  };
};
