/** A timer that was started; cancelling it twice, or after it fired, does nothing. */
export interface ClientTimer {
  cancel(): void;
}

/** Time, as this package sees it. */
export interface ClientClock {
  /** Calls `run` once, after `delayMs`. */
  after(delayMs: number, run: () => void): ClientTimer;
}

/** The one place of this package that starts real timers. */
export const systemClientClock: ClientClock = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
