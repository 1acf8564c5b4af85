import type { Clock } from '@livestreamer/clock';

/** Who listens to a broadcast, counted in open audio responses. */
export interface BroadcastAudience {
  /** Now. */
  readonly listeners: number;
  /** The most at once so far. */
  readonly peak: number;
  /** Whole seconds that all of them listened together so far. */
  readonly listenerSeconds: number;
  /** The number changed. */
  set(listeners: number): void;
}

interface BroadcastAudienceOptions {
  readonly clock: Clock;
  /** What an earlier server process counted. */
  readonly counted?: { readonly peak: number; readonly listenerSeconds: number };
}

/** The integral of the listeners over monotonic time: exact, however rarely it is read. */
export const createBroadcastAudience = ({ clock, counted }: BroadcastAudienceOptions): BroadcastAudience => {
  let listeners = 0;
  let peak = counted?.peak ?? 0;
  let listenerMs = (counted?.listenerSeconds ?? 0) * 1_000;
  let sinceMs = clock.monotonicMs();

  const integrate = (): void => {
    const nowMs = clock.monotonicMs();
    listenerMs += listeners * (nowMs - sinceMs);
    sinceMs = nowMs;
  };

  return {
    get listeners() {
      return listeners;
    },
    get peak() {
      return peak;
    },
    get listenerSeconds() {
      integrate();
      return Math.floor(listenerMs / 1_000);
    },
    set: (now) => {
      integrate();
      listeners = now;
      peak = Math.max(peak, now);
    },
  };
};
