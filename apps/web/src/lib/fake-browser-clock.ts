import type { Clock } from './browser-clock.ts';

/** Time that stands still until `advance` moves it; timers fire in order on the way. */
export interface FakeClock extends Clock {
  advance(byMs: number): void;
}

interface Entry {
  at: number;
  readonly repeatMs: number | null;
  readonly run: () => void;
}

export const createFakeClock = (): FakeClock => {
  let nowMs = 0;
  const entries = new Set<Entry>();
  const add = (delayMs: number, repeatMs: number | null, run: () => void) => {
    const entry: Entry = { at: nowMs + delayMs, repeatMs, run };
    entries.add(entry);
    return { cancel: () => void entries.delete(entry) };
  };
  const due = (until: number): Entry | undefined =>
    [...entries].filter((entry) => entry.at <= until).sort((a, b) => a.at - b.at)[0];

  return {
    now: () => nowMs,
    monotonicMs: () => nowMs,
    after: (delayMs, run) => add(delayMs, null, run),
    every: (intervalMs, run) => add(intervalMs, intervalMs, run),
    advance: (byMs) => {
      const until = nowMs + byMs;
      for (let entry = due(until); entry; entry = due(until)) {
        nowMs = entry.at;
        if (entry.repeatMs === null) entries.delete(entry);
        else entry.at += entry.repeatMs;
        entry.run();
      }
      nowMs = until;
    },
  };
};
