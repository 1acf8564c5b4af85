import type { PlannedTimes } from './planned-times.ts';

/** A show that has its time on a station. */
export interface TakenTime extends PlannedTimes {
  readonly title: string;
}

/**
 * Pure: the first of `wanted` at whose time something of `taken`, or an earlier one of `wanted`, is; null when all fit. One may
 * begin when another ends. Goes through time once: a year of thirty daily series is eleven thousand shows.
 */
export const firstOverlap = <Wanted extends TakenTime>(
  wanted: readonly Wanted[],
  taken: readonly TakenTime[],
): { readonly wanted: Wanted; readonly other: TakenTime } | null => {
  const coming = taken.toSorted(byStart).values();
  let next = coming.next();
  /** What has begun and may not be over. */
  let open: TakenTime[] = [];
  for (const one of wanted.toSorted(byStart)) {
    for (; !next.done && next.value.startMs < one.endMs; next = coming.next()) open.push(next.value);
    open = open.filter(({ endMs }) => endMs > one.startMs);
    const other = open.find((time) => overlap(time, one));
    if (other) return { wanted: one, other };
    open.push(one);
  }
  return null;
};

const byStart = (a: PlannedTimes, b: PlannedTimes): number => a.startMs - b.startMs;

const overlap = (a: PlannedTimes, b: PlannedTimes): boolean => a.startMs < b.endMs && b.startMs < a.endMs;
