import { standingOf } from '../accounts/index.ts';
import type { Chance, Logger } from '../platform/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { isToCome } from './plan-checks.ts';
import { firstOverlap } from './plan-overlap.ts';
import { dateIn } from './planned-times.ts';
import { leftOutLetter } from './reminders/reminder-letters.ts';
import type { RemindersOptions } from './reminders/reminders.ts';
import { addDays } from './repeat-dates.ts';
import { LONGEST_MS } from './schedule-read-model.ts';
import { insertPlannedShows, lockSchedule, type NewPlannedShow, occurrenceDays, takenTimes } from './schedule-store.ts';
import { HORIZON_MS, occurrencesWithin, showOf } from './series-occurrences.ts';
import { type Series, seriesOn, stationsWithSeries, takeLeftOut } from './series-store.ts';

interface ScheduleRollingOptions extends RemindersOptions {
  readonly chance: Chance;
  readonly log: Logger;
  readonly onChanged: (changed: { readonly stationId: string; readonly ids: readonly string[] }) => Promise<void>;
}

/**
 * Makes broadcasts of the shows of series that have come within the horizon. Doing it again, or on two servers at once, makes no more
 * of them. One whose time is taken by then is left out, and tried again each time: the show that was planned first stays,
 * and whose series it is gets a letter.
 */
export const createScheduleRolling = (options: ScheduleRollingOptions) => {
  const { sql, clock, chance, log, queueLetter, siteUrl, onChanged } = options;

  /** Days are in order. One letter for all that came within the horizon since the last one; it names the first of them. */
  const tellLeftOut = async (
    tx: Db,
    leftOut: readonly { readonly show: NewPlannedShow; readonly otherTitle: string }[],
  ): Promise<void> => {
    const { seriesId, occurrenceOn: until } = leftOut.at(-1)?.show ?? {};
    const owner = seriesId && until ? await takeLeftOut(tx, { seriesId, until }) : null;
    const news = leftOut.find(({ show }) => (show.occurrenceOn ?? '') > (owner?.toldUntil ?? ''));
    if (!owner || !news) return;
    log.warn({ seriesId, leftOut: leftOut.length }, 'Shows of a series were left out, because their time is taken.');
    const { title, startMs, timeZone } = news.show;
    const letter = { ...owner, title, plannedStart: new Date(startMs), timeZone, otherTitle: news.otherTitle };
    if (standingOf(owner, clock.now()) === 'active') await queueLetter(tx, leftOutLetter(letter, siteUrl()));
  };

  const rollSeries = async (tx: Db, series: Series): Promise<string[]> => {
    const nowMs = clock.now();
    const { id: seriesId, stationId } = series;
    const span = { startMs: nowMs, endMs: nowMs + HORIZON_MS };
    const days = await occurrenceDays(tx, { seriesId, from: addDays(dateIn(nowMs, series.timeZone), -1) });
    const missing = occurrencesWithin(series, { fromMs: span.startMs, toMs: span.endMs })
      .filter(({ date, startMs }) => isToCome(startMs, nowMs) && !days.has(date))
      .map((occurrence) => showOf(series, { ...occurrence, id: chance.uuid() }));
    if (missing.length === 0) return [];
    const taken = await takenTimes(tx, { stationId, startMs: span.startMs, endMs: span.endMs + LONGEST_MS });
    const looked = missing.map((show) => ({ show, overlap: firstOverlap([show], taken) }));
    const fitting = looked.flatMap(({ show, overlap }) => (overlap ? [] : [show]));
    await tellLeftOut(
      tx,
      looked.flatMap(({ show, overlap }) => (overlap ? [{ show, otherTitle: overlap.other.title }] : [])),
    );
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
    for (const stationId of await stationsWithSeries(sql, from))
      await rollStation(stationId, from).catch((err: unknown) =>
        log.warn(
          { err, stationId },
          'The next shows of a station’s series could not be made; another attempt follows.',
        ),
      );
  };
};
