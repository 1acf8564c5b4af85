import { getStation, type LiveBroadcast, listStations, type Station } from '@livestreamer/contracts';
import { z } from 'zod';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { AppError, decodeCursor, pageFrom } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { type StationPageKey, type StationRecord, stationBySlug, stationPage } from './station-store.ts';

interface StationRoutesOptions {
  readonly sql: Sql;
  readonly liveOf: (stationId: string) => LiveBroadcast | null;
}

const pageKeySchema = z.tuple([z.boolean(), z.string(), z.uuid()]);

const pageKeyOf = ({ isDefault, name, id }: StationRecord): StationPageKey => [!isDefault, name, id];

/** The public face of stations. */
export const stationRoutes = ({ sql, liveOf }: StationRoutesOptions) => {
  const reply = ({ id, slug, name, isDefault }: StationRecord): Station => ({
    slug,
    name,
    default: isDefault,
    live: liveOf(id),
  });

  return (registrar: RouteRegistrar): void => {
    registrar.add(listStations, async ({ query: { cursor, limit } }) => {
      const after = decodeCursor(pageKeySchema, cursor);
      const stations = await stationPage(sql, { after, limit: limit + 1 });
      return pageFrom(stations, { limit, item: reply, key: pageKeyOf });
    });

    registrar.add(getStation, async ({ params }) => {
      const station = await stationBySlug(sql, params.station);
      if (!station) throw new AppError('not_found');
      return reply(station);
    });
  };
};
