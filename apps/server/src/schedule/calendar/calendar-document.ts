import type { Clock } from '@livestreamer/clock';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { StationRecord } from '../../stations/index.ts';
import { calendarShows } from './calendar-read-model.ts';
import { calendarText } from './calendar-text.ts';

interface CalendarDocumentOptions {
  readonly sql: Sql;
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  /** Where people reach this server, without a slash at the end. */
  readonly siteUrl: () => string;
  readonly clock: Clock;
}

/** How far back it goes. */
const PAST_MS = 30 * 86_400_000;
const CACHE_S = 60;

/** The calendar of a station, for programs that subscribe to it. */
export const calendarDocument =
  ({ sql, stationByName, siteUrl, clock }: CalendarDocumentOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.addDocument({ path: '/:station/calendar.ics', access: 'public' }, async ({ params }) => {
      const station = await stationByName(params['station'] ?? '');
      if (!station) throw new AppError('not_found');
      const { id: stationId, slug, name } = station;
      const shows = await calendarShows(sql, { stationId, from: new Date(clock.now() - PAST_MS) });
      const body = calendarText({ name, shows, urlOf: (id) => `${siteUrl()}/${slug}/${id}` });
      return { contentType: 'text/calendar; charset=utf-8', body, cache: { seconds: CACHE_S, isPublic: true } };
    });
  };
