import type { Clock } from '@livestreamer/clock';

interface DeadlineOptions<T> {
  readonly clock: Clock;
  readonly ms: number;
  /** Begins the work. What it does after the deadline is nobody's business any more. */
  readonly work: () => Promise<T>;
  /** Makes the error that says what did not happen in time. */
  readonly late: () => Error;
}

/** The result of `work`, or the error of `late` when it takes longer than `ms`. */
export const withDeadline = <T>({ clock, ms, work, late }: DeadlineOptions<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = clock.after(ms, () => reject(late()));
    Promise.resolve()
      .then(work)
      .then(resolve, reject)
      .finally(() => timer.cancel());
  });

/** Waits. */
export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve));
