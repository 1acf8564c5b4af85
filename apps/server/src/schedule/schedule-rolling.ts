import type { Clock } from '@livestreamer/clock';
import type { Chance, Logger } from '../platform/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import { isToCome } from './plan-checks.ts';
import { firstOverlap } from './plan-overlap.ts';
import { dateIn } from './planned-times.ts';
import { addDays } from './repeat-dates.ts';
import { insertPlannedShows, lockSchedule, occurrenceDays, takenTimes } from './schedule-store.ts';
import { HORIZON_MS, occurrencesWithin, showOf } from './series-occurrences.ts';
import { type Series, seriesOn, stationsWithSeries } from './series-store.ts';

interface ScheduleRollingOptions {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
  readonly onChanged: (changed: { readonly stationId: string; readonly ids: readonly string[] }) => Promise<void>;
}

/**
 * Makes broadcasts of the shows of series that have come within the horizon. Doing it again, or on two servers at once, makes no more
 * of them. One whose time is taken by then is left out, and tried again each time: the show that was planned first stays.
 */
export const createScheduleRolling = ({ sql, clock, chance, log, onChanged }: ScheduleRollingOptions) => {
  const rollSeries = async (tx: Db, series: Series): Promise<string[]> => {
    const nowMs = clock.now();
    const { id: seriesId, stationId } = series;
    const span = { startMs: nowMs, endMs: nowMs + HORIZON_MS };
    const days = await occurrenceDays(tx, { seriesId, from: addDays(dateIn(nowMs, series.timeZone), -1) });
    const missing = occurrencesWithin(series, { fromMs: span.startMs, toMs: span.endMs })
      .filter(({ date, startMs }) => isToCome(startMs, nowMs) && !days.has(date))
      .map((occurrence) => showOf(series, { ...occurrence, id: chance.uuid() }));
    if (missing.length === 0) return [];
    const taken = await takenTimes(tx, { stationId, startMs: span.startMs, endMs: span.endMs + DAY_MS });
    const fitting = missing.filter((show) => firstOverlap([show], taken) === null);
    const leftOut = missing.length - fitting.length;
    if (leftOut > 0) log.warn({ seriesId, leftOut }, 'Shows of a series were left out, because their time is taken.');
    await insertPlannedShows(tx, fitting);
    return fitting.map(({ id }) => id);
  };

  const rollStation = async (stationId: string, from: string): Promise<void> => {
    const ids = await sql.begin(async (tx) => {
      await lockSchedule(tx, stationId);
      const made: string[] = [];
      for (const series of await seriesOn(tx, { stationId, from })) made.push(...(await rollSeries(tx, series)));
      return made;
    });
    if (ids.length > 0) await onChanged({ stationId, ids });
  };

  return async (): Promise<void> => {
    // A day back: it is still yesterday somewhere.
    const from = addDays(dateIn(clock.now(), 'UTC'), -1);
    for (const stationId of await stationsWithSeries(sql, from)) await rollStation(stationId, from);
  };
};

const DAY_MS = 86_400_000;
