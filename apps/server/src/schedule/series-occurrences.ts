import { dateIn, type PlannedTimes, plannedTimesOn } from './planned-times.ts';
import { addDays, repeatDates } from './repeat-dates.ts';
import type { NewPlannedShow } from './schedule-store.ts';
import type { Series } from './series-store.ts';

/** How far ahead the shows of a series are broadcasts with a page; the others are only a rule. */
export const HORIZON_MS = 60 * 86_400_000;

/** One show of a series. */
export interface Occurrence extends PlannedTimes {
  /** The day of the series that it is. */
  readonly date: string;
}

/** The shows of a series that are, in part at least, between two instants. */
export const occurrencesWithin = (
  series: Series,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): readonly Occurrence[] =>
  // A day earlier, for those that go on over midnight.
  repeatDates(series, { from: addDays(dateIn(fromMs, series.timeZone), -1), to: dateIn(toMs, series.timeZone) })
    .map((date) => ({ date, ...plannedTimesOn(series, date) }))
    .filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs);

/** The planned show that an occurrence becomes. */
export const showOf = (series: Series, { id, date, startMs, endMs }: Occurrence & { id: string }): NewPlannedShow => ({
  id,
  stationId: series.stationId,
  accountId: series.accountId,
  title: series.title,
  description: series.description,
  tags: series.tags,
  startMs,
  endMs,
  timeZone: series.timeZone,
  seriesId: series.id,
  occurrenceOn: date,
});
