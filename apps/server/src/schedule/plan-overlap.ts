import type { PlannedTimes } from './planned-times.ts';

/** A show that has its time on a station. */
export interface TakenTime extends PlannedTimes {
  readonly title: string;
}

/**
 * Pure: the first of `wanted` at whose time something of `taken`, or an earlier one of `wanted`, is; null when all fit. One may
 * begin when another ends.
 */
export const firstOverlap = <Wanted extends TakenTime>(
  wanted: readonly Wanted[],
  taken: readonly TakenTime[],
): { readonly wanted: Wanted; readonly other: TakenTime } | null => {
  const inOrder = wanted.toSorted((a, b) => a.startMs - b.startMs);
  for (const [index, one] of inOrder.entries()) {
    const before = inOrder[index - 1];
    const other = taken.find((time) => overlap(time, one)) ?? (before && overlap(before, one) ? before : undefined);
    if (other) return { wanted: one, other };
  }
  return null;
};

const overlap = (a: PlannedTimes, b: PlannedTimes): boolean => a.startMs < b.endMs && b.startMs < a.endMs;
