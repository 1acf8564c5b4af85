import type { Clock } from '@livestreamer/clock';

interface DeadlineOptions<T> {
  readonly clock: Clock;
  readonly ms: number;
  /** Begins the work. What it does after the deadline is nobody's business any more. */
  readonly work: () => Promise<T>;
  /** Makes the error that says what did not happen in time. */
  readonly late: () => Error;
}

/**
 * The result of `work`, or the error of `late` when it takes longer than `ms`. A process that stands still for a moment blames nobody for it:
 * it waits in two halves, so that after a standstill there is time to read what has come meanwhile.
 */
export const withDeadline = <T>({ clock, ms, work, late }: DeadlineOptions<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    let timer = clock.after(ms / 2, () => {
      timer = clock.after(ms / 2, () => reject(late()));
    });
    Promise.resolve()
      .then(work)
      .then(resolve, reject)
      .finally(() => timer.cancel());
  });

/** Waits. */
export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve));
