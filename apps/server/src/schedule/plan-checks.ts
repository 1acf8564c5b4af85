import { LIMITS, type ScheduleOverlap } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { firstOverlap, type TakenTime } from './plan-overlap.ts';
import { dateIn, type PlannedTimes, spanText, timeZoneNamed, wallTimesOf } from './planned-times.ts';
import { countSingleShows, occurrenceDays, takenTimes } from './schedule-store.ts';
import { HORIZON_MS, occurrencesWithin } from './series-occurrences.ts';
import { seriesOn } from './series-store.ts';

/** Clocks differ, and forms take a while to fill in. */
const PAST_TOLERANCE_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/** One field of a plan is not as it should be. */
export const wrongField = (path: string, message: string): AppError =>
  new AppError('validation_failed', { message, fields: [{ path, message }] });

/** Whether a show that begins then may still be planned. */
export const isToCome = (startMs: number, nowMs: number): boolean => startMs >= nowMs - PAST_TOLERANCE_MS;

/** Throws `validation_failed` for times at which no show can be planned. */
export const assertTimes = ({ startMs, endMs }: PlannedTimes, nowMs: number): void => {
  if (endMs <= startMs) throw wrongField('endsAt', 'A show ends after it begins.');
  if (endMs - startMs > LIMITS.plannedShowMs) throw wrongField('endsAt', 'A show is 24 hours long at most.');
  if (!isToCome(startMs, nowMs)) throw wrongField('startsAt', 'This time is over. Choose one to come.');
  if (startMs > nowMs + LIMITS.planAheadMs) throw wrongField('startsAt', 'Shows are planned up to a year ahead.');
};

/** Times as a series has them; throws `validation_failed` for more than a day by that clock. */
export const repeatableTimes = (times: PlannedTimes, timeZone: string): ReturnType<typeof wallTimesOf> => {
  const day = wallTimesOf(times, timeZone);
  if (day.wall.durationMs > LIMITS.plannedShowMs) throw wrongField('endsAt', 'A show is 24 hours long at most.');
  return day;
};

/** The usual name of a time zone; throws `validation_failed` when there is none. */
export const timeZoneOf = (name: string): string => {
  const usual = timeZoneNamed(name);
  if (usual === null) throw wrongField('timeZone', 'There is no such time zone. One is named like Europe/Berlin.');
  return usual;
};

/** Throws `too_many_of_these` when a station has as many single shows, or series, to come as it may. Under the lock of its schedule. */
export const assertRoom = async (
  db: Db,
  { stationId, kind, nowMs }: { stationId: string; kind: 'show' | 'series'; nowMs: number },
): Promise<void> => {
  const count =
    kind === 'show'
      ? await countSingleShows(db, stationId)
      : (await seriesOn(db, { stationId, from: dateIn(nowMs, 'UTC') })).length;
  const most = kind === 'show' ? LIMITS.plannedPerStation : LIMITS.seriesPerStation;
  if (count < most) return;
  const what = kind === 'show' ? 'single shows' : 'shows that repeat';
  throw new AppError('too_many_of_these', { message: `A station plans up to ${most} ${what}.` });
};

interface WantedTimes {
  readonly stationId: string;
  readonly wanted: readonly (TakenTime & { readonly timeZone: string })[];
  /** Shows that move with them. */
  readonly except?: ReadonlySet<string>;
  /** The series that `wanted` take the place of. */
  readonly exceptSeries?: string | undefined;
  /** Whether `wanted` are those of one series. */
  readonly repeats: boolean;
  readonly nowMs: number;
}

/**
 * Throws `schedule_overlap`, which names the other show, its time, and of a series the show that does not fit. Under the lock of the schedule.
 * Of series all is looked at for which one may plan, also what is no show yet; what meets only after that is seen when it comes, in
 * schedule-rolling.ts.
 */
export const assertFree = async (
  db: Db,
  { stationId, wanted, except = new Set(), exceptSeries, repeats, nowMs }: WantedTimes,
): Promise<void> => {
  if (wanted.length === 0) return;
  const span = {
    startMs: Math.min(...wanted.map(({ startMs }) => startMs)),
    endMs: Math.max(...wanted.map(({ endMs }) => endMs)),
  };
  const rows = await takenTimes(db, { stationId, ...span });
  const taken: TakenTime[] = rows.filter(({ id }) => !except.has(id));
  taken.push(...(await timesOfRules(db, { stationId, ...span, exceptSeries, nowMs })));
  const overlap = firstOverlap(wanted, taken);
  if (!overlap) return;
  const { wanted: one, other } = overlap;
  const otherText = `“${other.title}”, ${spanText(other, one.timeZone)}`;
  const message = repeats
    ? `The show ${spanText(one, one.timeZone)} of this series would be at the time of ${otherText}.`
    : `Another show is planned on this station at that time: ${otherText}.`;
  const details: ScheduleOverlap = {
    title: other.title,
    startsAt: new Date(other.startMs).toISOString(),
    endsAt: new Date(other.endMs).toISOString(),
  };
  throw new AppError('schedule_overlap', { message, fields: [{ path: 'startsAt', message }], details });
};

/** When series have shows that are no broadcasts yet, because they are beyond the horizon. */
const timesOfRules = async (
  db: Db,
  {
    stationId,
    startMs,
    endMs,
    exceptSeries,
    nowMs,
  }: PlannedTimes & Pick<WantedTimes, 'stationId' | 'exceptSeries' | 'nowMs'>,
): Promise<TakenTime[]> => {
  if (endMs < nowMs + HORIZON_MS - DAY_MS) return [];
  const times: TakenTime[] = [];
  for (const series of await seriesOn(db, { stationId, from: dateIn(startMs - 3 * DAY_MS, 'UTC') })) {
    if (series.id === exceptSeries) continue;
    const days = await occurrenceDays(db, { seriesId: series.id, from: dateIn(startMs - 3 * DAY_MS, 'UTC') });
    const open = occurrencesWithin(series, { fromMs: startMs, toMs: endMs }).filter(({ date }) => !days.has(date));
    times.push(...open.map((occurrence) => ({ ...occurrence, title: series.title })));
  }
  return times;
};
