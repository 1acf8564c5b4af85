/** A timer that was started and can be cancelled; cancelling twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/** Time, as every program of ours sees it. Everything in milliseconds. */
export interface Clock {
  /** Wall clock, ms since 1970. May jump. */
  now(): number;
  /** Never goes back; for durations. */
  monotonicMs(): number;
  /** Calls `run` once. */
  after(delayMs: number, run: () => void): Timer;
  /** Calls `run` again and again. Does not keep a process alive. */
  every(intervalMs: number, run: () => void): Timer;
}

/** Real time and real timers, in Node and in the browser. The one place that knows them. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs);
    // A browser's timer is a number, and nothing that it could keep alive.
    if (typeof timer === 'object') timer.unref();
    return { cancel: () => clearInterval(timer) };
  },
};
