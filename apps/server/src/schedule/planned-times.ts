import { Temporal } from 'temporal-polyfill';

/** When a show is, ms since 1970. */
export interface PlannedTimes {
  readonly startMs: number;
  readonly endMs: number;
}

/** When the shows of a series are, by the clock on the wall of their time zone. */
export interface WallTimes {
  /** Time of day, ISO. */
  readonly startsAt: string;
  /** How long by that clock: a show from 23:00 to 05:00 is from 23:00 to 05:00 in every night of the year. */
  readonly durationMs: number;
  readonly timeZone: string;
}

/**
 * When the show of this day is. A time that the clocks jump over in spring is later by the jump: 02:30 is 03:30; of a time that
 * comes twice in autumn the first is meant (both as RFC 5545, 3.3.5). A show that the jump would turn around keeps its length.
 */
export const plannedTimesOn = ({ startsAt, durationMs, timeZone }: WallTimes, date: string): PlannedTimes => {
  const wallStart = Temporal.PlainDate.from(date).toPlainDateTime(startsAt);
  const startMs = wallStart.toZonedDateTime(timeZone).epochMilliseconds;
  const endMs = wallStart.add({ milliseconds: durationMs }).toZonedDateTime(timeZone).epochMilliseconds;
  return { startMs, endMs: endMs > startMs ? endMs : startMs + durationMs };
};

/** The day and the wall times of a show, as a time zone has them. */
export const wallTimesOf = (
  { startMs, endMs }: PlannedTimes,
  timeZone: string,
): { readonly date: string; readonly wall: WallTimes } => {
  const [start, end] = [startMs, endMs].map((ms) => zoned(ms, timeZone).toPlainDateTime());
  if (!start || !end) throw new Error('Two instants have two times.');
  const wallMs = start.until(end).total('milliseconds');
  return {
    date: start.toPlainDate().toString(),
    // Less than nothing: it ends after the clocks were turned back.
    wall: { startsAt: start.toPlainTime().toString(), durationMs: wallMs > 0 ? wallMs : endMs - startMs, timeZone },
  };
};

/** The ISO date that an instant has in a time zone. */
export const dateIn = (ms: number, timeZone: string): string => zoned(ms, timeZone).toPlainDate().toString();

/** `2026-12-01 20:00 to 22:00 (Europe/Berlin)`, for messages. */
export const spanText = ({ startMs, endMs }: PlannedTimes, timeZone: string): string => {
  const [start = '', end = ''] = [startMs, endMs].map((ms) =>
    zoned(ms, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' '),
  );
  const sameDay = start.slice(0, DATE_LENGTH) === end.slice(0, DATE_LENGTH);
  return `${start} to ${sameDay ? end.slice(DATE_LENGTH + 1) : end} (${timeZone})`;
};

/** The name of a time zone as it is usually written, or null when there is none of that name. Offsets (`+01:00`) are none: they know no summer. */
export const timeZoneNamed = (name: string): string | null => {
  if (!/^[a-z]/i.test(name)) return null;
  try {
    return zoned(0, name).timeZoneId;
  } catch {
    return null;
  }
};

const DATE_LENGTH = '2026-12-01'.length;

const zoned = (ms: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
