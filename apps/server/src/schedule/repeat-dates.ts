import { type Repeats, WEEKDAYS, type Weekday } from '@livestreamer/contracts';
import { Temporal } from 'temporal-polyfill';

/** Which days a series has, by the calendar of its time zone: no clock is asked here. */
export interface RepeatRule {
  /** The day from which the rule counts, ISO. It is a day of the series only if the rule says so. */
  readonly startsOn: string;
  /** The last day that may be one; null: there is none. `until` and `count` of `repeats` are in it already. */
  readonly lastOn: string | null;
  readonly repeats: Repeats;
}

/** The days of a series from `from` to `to`, both among them, in order, as ISO dates. */
export const repeatDates = (
  { startsOn, lastOn, repeats }: RepeatRule,
  { from, to }: { from: string; to: string },
): string[] => {
  const end = lastOn !== null && lastOn < to ? lastOn : to;
  const dates: string[] = [];
  for (const date of datesOf({ startsOn, repeats, to: end })) if (date >= from) dates.push(date);
  return dates;
};

/**
 * The last day that a series may have, as somebody asked for it; null: it goes on. Throws RangeError when it has no day at all.
 * Only counting goes through the days: a last day may be centuries away.
 */
export const lastDateOf = (startsOn: string, repeats: Repeats): string | null => {
  const { until, count } = repeats;
  const to = until ?? Temporal.PlainDate.from(startsOn).add({ years: FARTHEST_YEARS }).toString();
  let last: string | undefined;
  let seen = 0;
  for (const date of datesOf({ startsOn, repeats, to })) {
    last = date;
    seen += 1;
    if (seen === (count ?? 1)) break;
  }
  if (last === undefined) throw new RangeError('There is no such day.');
  return count === null ? until : last;
};

/** `weekdays` some days later: Saturday and Sunday, one day later, are Sunday and Monday. */
export const shiftWeekdays = (weekdays: readonly Weekday[], days: number): Weekday[] => {
  const shifted = weekdays.map((weekday) => WEEKDAYS[(((WEEKDAYS.indexOf(weekday) + days) % 7) + 7) % 7] ?? weekday);
  return WEEKDAYS.filter((weekday) => shifted.includes(weekday));
};

/** Days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** ISO dates alone are read as UTC, where every day is as long. */
const DAY_MS = 86_400_000;
/** A count that is not reached by then (fifth Fridays of February …) ends there. */
const FARTHEST_YEARS = 100;

/** ISO dates compare as they sort. Every rule steps through time, so each ends at `to` even if no day fits. */
function* datesOf({ startsOn, repeats, to }: { startsOn: string; repeats: Repeats; to: string }): Generator<string> {
  const start = Temporal.PlainDate.from(startsOn);
  for (let step = 0; ; step += 1) {
    const { opens, dates } = spanOf({ start, repeats, periods: step * repeats.interval });
    if (opens.toString() > to) return;
    for (const date of dates) {
      const text = date.toString();
      if (text >= startsOn && text <= to) yield text;
    }
  }
}

interface RepeatStep {
  readonly start: Temporal.PlainDate;
  readonly repeats: Repeats;
  readonly periods: number;
}

interface RepeatSpan {
  /** Its first day: whatever begins after the end needs no look. */
  readonly opens: Temporal.PlainDate;
  readonly dates: readonly Temporal.PlainDate[];
}

/** The day, week or month that comes `periods` after the first one, and which of its days are days of the series. */
const spanOf = ({ start, repeats, periods }: RepeatStep): RepeatSpan => {
  if (repeats.every === 'day') {
    const day = start.add({ days: periods });
    return { opens: day, dates: [day] };
  }
  if (repeats.every === 'week') {
    const monday = start.subtract({ days: start.dayOfWeek - 1 }).add({ weeks: periods });
    const days = WEEKDAYS.flatMap((weekday, days) =>
      repeats.weekdays.includes(weekday) ? [monday.add({ days })] : [],
    );
    return { opens: monday, dates: days };
  }
  const first = start.with({ day: 1 }).add({ months: periods });
  const day = repeats.by === 'date' ? start.day : dayOfSameWeekday(start, first);
  return { opens: first, dates: day <= first.daysInMonth ? [first.with({ day })] : [] };
};

/** If `start` is the third Friday of its month: the day of the third Friday in the month that `first` opens. */
const dayOfSameWeekday = (start: Temporal.PlainDate, first: Temporal.PlainDate): number =>
  1 + ((start.dayOfWeek - first.dayOfWeek + 7) % 7) + 7 * Math.floor((start.day - 1) / 7);
