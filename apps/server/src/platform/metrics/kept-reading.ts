import type { Clock } from '@livestreamer/clock';
import { withDeadline } from '../deadline.ts';
import { oneAtATime } from '../one-at-a-time.ts';

interface KeptReadingOptions<T> {
  readonly read: () => Promise<T>;
  /** How old what is told may be. */
  readonly maxAgeMs: number;
  /** How long a reading may take before it counts as unknown. */
  readonly deadlineMs: number;
  readonly clock: Clock;
}

/**
 * A figure that costs something to find out: read at most once in `maxAgeMs`, however many ask. Null while it cannot be found out, so that nobody
 * takes an old figure for a new one. Never fails.
 */
export const createKeptReading = <T>(options: KeptReadingOptions<T>): (() => Promise<T | null>) => {
  const { maxAgeMs, deadlineMs, clock } = options;
  const read = oneAtATime(options.read);
  const late = () => new Error('This figure could not be read in time.');
  let last: { readonly atMs: number; readonly value: Promise<T | null> } | null = null;

  return () => {
    const nowMs = clock.monotonicMs();
    if (!last || nowMs - last.atMs >= maxAgeMs)
      last = { atMs: nowMs, value: withDeadline({ clock, ms: deadlineMs, work: read, late }).catch(() => null) };
    return last.value;
  };
};
