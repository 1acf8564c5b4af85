import { performance } from 'node:perf_hooks';

/** A timer that was started and can be cancelled; cancelling twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/** Time, as the rest of the server sees it. Everything in milliseconds. */
export interface Clock {
  /** Wall clock, ms since 1970. May jump. */
  now(): number;
  /** Never goes back; for durations. */
  monotonicMs(): number;
  /** Calls `run` once. */
  after(delayMs: number, run: () => void): Timer;
  /** Calls `run` again and again. Does not keep the process alive. */
  every(intervalMs: number, run: () => void): Timer;
}

/** The one place that knows real time and real timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs);
    timer.unref();
    return { cancel: () => clearInterval(timer) };
  },
};
