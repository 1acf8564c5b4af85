import type { Clock } from '@livestreamer/clock';
import type { Repeats } from '@livestreamer/contracts';
import type { Chance } from '../platform/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { pairOccurrences } from './occurrence-pairing.ts';
import type { PlanChange } from './plan-change.ts';
import { assertFree, assertRoom, repeatableTimes, wrongField } from './plan-checks.ts';
import { plannedTimesOn, wallTimesOf } from './planned-times.ts';
import { addDays, daysBetween, repeatDates, shiftWeekdays } from './repeat-dates.ts';
import { comingOccurrences, ruleOf } from './schedule-planning.ts';
import { callOff, insertPlannedShows, type PlannedShowRecord, updatePlannedShows } from './schedule-store.ts';
import { HORIZON_MS, showOf } from './series-occurrences.ts';
import { deleteEmptySeries, endSeries, insertSeries, type PlanWords, type Series, seriesById } from './series-store.ts';

interface SeriesChange {
  readonly show: PlannedShowRecord;
  /** The same show as it is to be. */
  readonly changed: PlannedShowRecord;
  readonly isMoved: boolean;
  /** The shows that go with it, in order, itself among them. */
  readonly meant: readonly PlannedShowRecord[];
  readonly change: PlanChange;
  readonly clock: Clock;
  readonly chance: Chance;
}

/**
 * From the first of `meant` on there is another series, and the old one ends before it. Its shows become those of the new one:
 * what was changed on one alone stays so, what was cancelled stays cancelled, what has no day any more is called off. A show that
 * did not repeat becomes the first of its series. Returns the shows that are not as they were.
 */
export const changeSeries = async (tx: Db, seriesChange: SeriesChange): Promise<string[]> => {
  const { show, meant, clock, chance } = seriesChange;
  const nowMs = clock.now();
  const { stationId } = show;
  const old = show.seriesId === null ? null : await seriesById(tx, show.seriesId);
  const { series, shiftDays } = nextSeries(seriesChange, old);

  const coming = comingOccurrences(series, { nowMs, lateOn: addDays(dayOf(show), shiftDays) });
  const { kept, left, fresh } = pairOccurrences({
    occurrences: meant,
    dateOf: dayOf,
    dates: coming.map(({ date }) => date),
    shiftDays,
  });
  const updated = kept.map(({ occurrence, date }) => movedTo(date, { seriesChange, old, series, show: occurrence }));
  const added = coming
    .filter(({ date }) => fresh.includes(date))
    .map((occurrence) => showOf(series, { ...occurrence, id: chance.uuid() }));
  const gone = left.filter(({ state }) => state === 'scheduled').map(({ id }) => id);
  if (gone.includes(show.id)) throw wrongField('repeats', 'This show itself has no day in such a series.');

  if (old === null) await assertRoom(tx, { stationId, kind: 'series', nowMs });
  const planned = updated.filter(({ state }) => state === 'scheduled');
  const except = new Set(meant.map(({ id }) => id));
  const wanted = [...planned, ...added];
  await assertFree(tx, { stationId, wanted, except, exceptSeries: old?.id, repeats: true, nowMs });

  await callOff(tx, gone);
  await insertSeries(tx, series);
  await updatePlannedShows(tx, updated);
  const near = added.filter(({ startMs }) => startMs <= nowMs + HORIZON_MS);
  await insertPlannedShows(tx, near);
  if (old) {
    await endSeries(tx, { id: old.id, lastOn: addDays(firstDayOf(meant), -1) });
    await deleteEmptySeries(tx, old.id);
  }
  return [...gone, ...planned, ...near].map((one) => (typeof one === 'string' ? one : one.id));
};

/** The series from the first meant show on, and by how many days it is another than the old one. */
const nextSeries = (
  { show, changed, isMoved, meant, change, chance }: SeriesChange,
  old: Series | null,
): { series: Series; shiftDays: number } => {
  const { date, wall } = repeatableTimes(changed, changed.timeZone);
  const { title, description, tags, accountId } = changed;
  const words = {
    title: change.title ?? old?.title ?? title,
    description: change.description ?? old?.description ?? description,
    tags: change.tags ? tags : (old?.tags ?? tags),
    accountId: change.broadcaster ? accountId : (old?.accountId ?? accountId),
  };
  const base = { id: chance.uuid(), stationId: show.stationId, ...words };
  if (!old) {
    if (!change.repeats) throw new Error('A show that does not repeat was to change like a series.');
    return { series: { ...base, ...ruleOf({ startsOn: date, repeats: change.repeats }), ...wall }, shiftDays: 0 };
  }
  const shiftDays = isMoved ? daysBetween(dayOf(show), date) : 0;
  const firstOn = firstDayOf(meant);
  const startsOn = addDays(firstOn, shiftDays);
  const repeats = change.repeats ?? laterRepeats(old, { firstOn, shiftDays });
  const { startsAt, durationMs, timeZone } = isMoved ? wall : old;
  return { series: { ...base, ...ruleOf({ startsOn, repeats }), startsAt, durationMs, timeZone }, shiftDays };
};

/** How an old series goes on from a day on, moved by some days: its rest, if it was counted. */
const laterRepeats = (old: Series, { firstOn, shiftDays }: { firstOn: string; shiftDays: number }): Repeats => {
  const { repeats, startsOn } = old;
  const before = repeats.count === null ? 0 : repeatDates(old, { from: startsOn, to: addDays(firstOn, -1) }).length;
  const end = {
    count: repeats.count === null ? null : Math.max(1, repeats.count - before),
    until: repeats.until === null ? null : addDays(repeats.until, shiftDays),
  };
  if (repeats.every !== 'week') return { ...repeats, ...end };
  return { ...repeats, ...end, weekdays: shiftWeekdays(repeats.weekdays, shiftDays) };
};

interface MovedShow {
  readonly seriesChange: SeriesChange;
  readonly old: Series | null;
  readonly series: Series;
  readonly show: PlannedShowRecord;
}

/** A show as one of the new series. What is not as the old series had it was changed on this one alone, and stays. */
const movedTo = (date: string, { seriesChange, old, series, show: before }: MovedShow): PlannedShowRecord => {
  const place = { seriesId: series.id, occurrenceOn: date };
  if (before.state !== 'scheduled') return { ...before, ...place };
  const { show, changed, isMoved } = seriesChange;
  const isShown = before.id === show.id;
  const oldTimes = old && before.occurrenceOn ? plannedTimesOn(old, before.occurrenceOn) : null;
  const wasMoved = oldTimes !== null && (oldTimes.startMs !== before.startMs || oldTimes.endMs !== before.endMs);
  const keepsTimes = wasMoved && !(isShown && isMoved);
  const { startMs, endMs } = keepsTimes ? before : plannedTimesOn(series, date);
  const facts = nextFacts({ before, changed: isShown ? changed : before, old, series });
  return { ...before, ...place, ...facts, startMs, endMs, timeZone: keepsTimes ? before.timeZone : series.timeZone };
};

type PlanFacts = PlanWords & { readonly accountId: string };

interface FactsChange {
  readonly before: PlanFacts;
  /** What was asked for on this very show. */
  readonly changed: PlanFacts;
  readonly old: PlanFacts | null;
  readonly series: PlanFacts;
}

const nextFacts = ({ before, changed, old, series }: FactsChange): PlanFacts => {
  const of = <Key extends keyof PlanFacts>(key: Key): PlanFacts[Key] => {
    if (changed[key] !== before[key]) return changed[key];
    const isOwn = old !== null && !same(before[key], old[key]);
    return isOwn ? before[key] : series[key];
  };
  return { title: of('title'), description: of('description'), tags: of('tags'), accountId: of('accountId') };
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The day of its series that a show is; one without a series is the one on which it begins. */
const dayOf = (show: PlannedShowRecord): string => show.occurrenceOn ?? wallTimesOf(show, show.timeZone).date;

const firstDayOf = (meant: readonly PlannedShowRecord[]): string => {
  const [first] = meant;
  if (!first) throw new Error('A change of a series means one show at least.');
  return dayOf(first);
};
