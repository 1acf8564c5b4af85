import type { Clock } from '@livestreamer/clock';
import { LIMITS, type planShow, type Repeats, type RouteRequest } from '@livestreamer/contracts';
import type { Caller } from '../platform/http/index.ts';
import { AppError, type Chance } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import {
  assertFree,
  assertRoom,
  assertTimes,
  isToCome,
  repeatableTimes,
  timeZoneOf,
  wrongField,
} from './plan-checks.ts';
import { lastDateOf } from './repeat-dates.ts';
import type { ScheduleBroadcasters } from './schedule-broadcasters.ts';
import { mayPlan } from './schedule-policy.ts';
import { insertPlannedShows, lockSchedule, type NewPlannedShow, stationTimeZone } from './schedule-store.ts';
import { HORIZON_MS, type Occurrence, occurrencesWithin, showOf } from './series-occurrences.ts';
import { insertSeries, type Series } from './series-store.ts';

/** Plans shows. Throws AppError for what cannot be. */
export interface SchedulePlanning {
  /** Returns the id of the show, or of the first one of a series. */
  plan(caller: Caller, plan: RouteRequest<typeof planShow>['body']): Promise<{ id: string; stationId: string }>;
}

export interface SchedulePlanningOptions {
  readonly sql: Sql;
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  readonly broadcasters: ScheduleBroadcasters;
  readonly clock: Clock;
  readonly chance: Chance;
}

export const createSchedulePlanning = (options: SchedulePlanningOptions): SchedulePlanning => {
  const { sql, stationByName, broadcasters, clock, chance } = options;

  const planOne = (show: NewPlannedShow, nowMs: number): Promise<void> =>
    sql.begin(async (tx) => {
      const { stationId } = show;
      await lockSchedule(tx, stationId);
      await assertRoom(tx, { stationId, kind: 'show', nowMs });
      await assertFree(tx, { stationId, wanted: [show], repeats: false, nowMs });
      await insertPlannedShows(tx, [show]);
    });

  const planSeries = (series: Series, nowMs: number): Promise<string> =>
    sql.begin(async (tx) => {
      const { stationId } = series;
      const wanted = comingOccurrences(series, { nowMs }).map((occurrence) =>
        showOf(series, { ...occurrence, id: chance.uuid() }),
      );
      const [first] = wanted;
      if (!first) throw wrongField('repeats', 'No day within a year from now fits this.');
      await lockSchedule(tx, stationId);
      await assertRoom(tx, { stationId, kind: 'series', nowMs });
      await assertFree(tx, { stationId, wanted, repeats: true, nowMs });
      await insertSeries(tx, series);
      // The first one also when it is far away: whoever planned it wants to see its page.
      await insertPlannedShows(
        tx,
        wanted.filter((show) => show === first || show.startMs <= nowMs + HORIZON_MS),
      );
      return first.id;
    });

  return {
    plan: async (caller, { station: slug, startsAt, endsAt, repeats, broadcaster, ...plan }) => {
      const nowMs = clock.now();
      const station = await stationByName(slug);
      if (!station) throw new AppError('not_found', { message: 'There is no station of that name.' });
      const { id: stationId, ownerId: stationOwnerId } = station;
      const accountId = await broadcasters.find(station, { caller, username: broadcaster });
      if (!mayPlan(caller, { stationOwnerId, accountId })) throw new AppError('forbidden');
      const timeZone = timeZoneOf(plan.timeZone ?? (await stationTimeZone(sql, stationId)));
      const times = { startMs: Date.parse(startsAt), endMs: Date.parse(endsAt) };
      assertTimes(times, nowMs);
      const { title, description, tags } = plan;
      const words = { title, description, tags: [...new Set(tags)] };
      const id = chance.uuid();
      if (repeats) {
        const { date, wall } = repeatableTimes(times, timeZone);
        const rule = ruleOf({ startsOn: date, repeats });
        return { id: await planSeries({ id, stationId, accountId, ...words, ...rule, ...wall }, nowMs), stationId };
      }
      const single = { seriesId: null, occurrenceOn: null };
      await planOne({ id, stationId, accountId, ...words, ...times, timeZone, ...single }, nowMs);
      return { id, stationId };
    },
  };
};

/** A rule as the store keeps it; throws `validation_failed` when it has no day. */
export const ruleOf = ({ startsOn, repeats }: { startsOn: string; repeats: Repeats }) => {
  try {
    return { startsOn, repeats, lastOn: lastDateOf(startsOn, repeats) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw wrongField('repeats', 'No day fits this.');
  }
};

/** The shows of a series within the time for which one may plan, and the one of the day `lateOn` though its start is over. */
export const comingOccurrences = (
  series: Series,
  { nowMs, lateOn }: { nowMs: number; lateOn?: string },
): Occurrence[] =>
  occurrencesWithin(series, { fromMs: nowMs - LIMITS.plannedShowMs, toMs: nowMs + LIMITS.planAheadMs }).filter(
    ({ date, startMs }) => isToCome(startMs, nowMs) || date === lateOn,
  );
