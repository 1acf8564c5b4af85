import { addDays, daysBetween } from './repeat-dates.ts';

interface Pairing<Occurrence> {
  /** What is there, and the day that it becomes. */
  readonly kept: readonly { readonly occurrence: Occurrence; readonly date: string }[];
  /** What has no day in the new rule. */
  readonly left: readonly Occurrence[];
  /** Days that nothing is there for. */
  readonly fresh: readonly string[];
}

interface PairingOptions<Occurrence> {
  readonly occurrences: readonly Occurrence[];
  /** The day of its series that one is. */
  readonly dateOf: (occurrence: Occurrence) => string;
  /** The days of the new rule, in order. */
  readonly dates: readonly string[];
  /** By how many days the whole series was moved. */
  readonly shiftDays: number;
}

/** A show may become one on another day of the same week, and not one a month later: whoever wants to hear it knows it by its day. */
const NEAR_DAYS = 6;

/**
 * Pure: which show becomes which when a rule changes, so that pages, reminders and calendar entries move along. First each finds
 * the day that is `shiftDays` later; those that are left take, in order, the days that are left near where they are, or would be.
 */
export const pairOccurrences = <Occurrence>(options: PairingOptions<Occurrence>): Pairing<Occurrence> => {
  const { occurrences, dateOf, dates, shiftDays } = options;
  const free = new Set(dates);
  const kept: { occurrence: Occurrence; date: string }[] = [];
  const take = (wanted: (occurrence: Occurrence) => string | undefined, from: readonly Occurrence[]): Occurrence[] =>
    from.filter((occurrence) => {
      const date = wanted(occurrence);
      if (date === undefined || !free.delete(date)) return true;
      kept.push({ occurrence, date });
      return false;
    });

  const moved = (occurrence: Occurrence): string => addDays(dateOf(occurrence), shiftDays);
  const without = take(moved, occurrences);
  const near = (occurrence: Occurrence): string | undefined =>
    [...free].find((date) =>
      [moved(occurrence), dateOf(occurrence)].some((day) => Math.abs(daysBetween(day, date)) <= NEAR_DAYS),
    );
  const left = take(near, without);
  return { kept, left, fresh: [...free] };
};
