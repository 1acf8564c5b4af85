import type { Clock } from '@livestreamer/clock';
import {
  artworkOf,
  cancelScheduledShow,
  changeScheduledShow,
  getScheduledShow,
  listSchedule,
  planShow,
  type ScheduledShow,
} from '@livestreamer/contracts';
import { z } from 'zod';
import { type Caller, type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import { AppError, decodeCursor, pageFrom } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { ScheduleChanges } from './schedule-changes.ts';
import type { SchedulePlanning } from './schedule-planning.ts';
import { mayPlan } from './schedule-policy.ts';
import { type ScheduledShowRow, scheduledShowById, schedulePage } from './schedule-read-model.ts';

interface ScheduleRoutesOptions {
  readonly sql: Sql;
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  readonly planning: SchedulePlanning;
  readonly changes: ScheduleChanges;
  /** Hears of shows that are not as they were, once that is stored. */
  readonly onChanged: (changed: { readonly stationId: string; readonly ids: readonly string[] }) => Promise<void>;
  readonly clock: Clock;
}

const pageKeySchema = z.tuple([z.number().int(), z.uuid()]);

export const scheduleRoutes = (options: ScheduleRoutesOptions) => {
  const { sql, stationByName, planning, changes, onChanged, clock } = options;

  const show = async (id: string, caller: Caller | null): Promise<ScheduledShow> => {
    const row = await scheduledShowById(sql, { id, readerId: caller?.accountId ?? null });
    const isHidden = row?.state === 'ended' && !mayPlan(caller, row);
    if (!row || isHidden) throw new AppError('not_found');
    return reply(row, caller);
  };

  return (registrar: RouteRegistrar): void => {
    registrar.add(planShow, async ({ body }, context) => {
      const caller = requireCaller(context);
      const { id, stationId } = await planning.plan(caller, body);
      await onChanged({ stationId, ids: [id] });
      return show(id, caller);
    });

    registrar.add(listSchedule, async ({ query }, { caller }) => {
      const { station: slug, from, to, cursor, limit } = query;
      const station = slug === undefined ? null : await stationByName(slug);
      if (slug !== undefined && !station) throw new AppError('not_found');
      const nowMs = clock.now();
      const fromMs = from === undefined ? nowMs : Date.parse(from);
      const rows = await schedulePage(sql, {
        stationId: station?.id ?? null,
        readerId: caller?.accountId ?? null,
        from: new Date(fromMs),
        to: to === undefined ? null : new Date(to),
        withRunning: fromMs <= nowMs,
        after: decodeCursor(pageKeySchema, cursor),
        limit: limit + 1,
      });
      const key = ({ plannedStart, id }: ScheduledShowRow) => [plannedStart.getTime(), id];
      return pageFrom(rows, { limit, item: (row) => reply(row, caller), key });
    });

    registrar.add(getScheduledShow, ({ params: { id } }, { caller }) => show(id, caller));

    registrar.add(changeScheduledShow, async ({ params: { id }, body }, context) => {
      const caller = requireCaller(context);
      await onChanged(await changes.change(caller, id, body));
      return show(id, caller);
    });

    registrar.add(cancelScheduledShow, async ({ params: { id }, query: { scope } }, context) => {
      await onChanged(await changes.callOff(requireCaller(context), id, scope));
      return undefined;
    });
  };
};

const reply = (row: ScheduledShowRow, caller: Caller | null): ScheduledShow => ({
  id: row.id,
  station: row.station,
  stationName: row.stationName,
  title: row.title,
  description: row.description,
  tags: [...row.tags],
  artwork: row.artworkId === null ? null : artworkOf(row.artworkId),
  state: row.state,
  startsAt: row.plannedStart.toISOString(),
  endsAt: row.plannedEnd.toISOString(),
  timeZone: row.timeZone,
  broadcaster: row.broadcaster,
  series: row.seriesId === null || row.repeats === null ? null : { id: row.seriesId, repeats: row.repeats },
  editable: row.state === 'scheduled' && mayPlan(caller, row),
  reminder: row.reminder,
});
