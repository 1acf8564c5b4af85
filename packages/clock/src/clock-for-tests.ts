import type { Clock } from './clock.ts';

/** A clock for tests: time stands still until `advance` moves it, and timers fire in order on the way. */
export interface FakeClock extends Clock {
  advance(byMs: number): void;
  /** Timers that have not fired and were not cancelled. */
  pending(): number;
}

interface Entry {
  at: number;
  readonly order: number;
  readonly repeatMs: number | null;
  readonly run: () => void;
}

export const createFakeClock = (startMs = Date.UTC(2026, 0, 1)): FakeClock => {
  let nowMs = startMs;
  let order = 0;
  const entries = new Set<Entry>();

  const add = (delayMs: number, repeatMs: number | null, run: () => void) => {
    const entry: Entry = { at: nowMs + delayMs, order: order++, repeatMs, run };
    entries.add(entry);
    return { cancel: () => void entries.delete(entry) };
  };

  const nextDue = (limitMs: number): Entry | undefined =>
    [...entries].filter((entry) => entry.at <= limitMs).sort((a, b) => a.at - b.at || a.order - b.order)[0];

  return {
    now: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    after: (delayMs, run) => add(delayMs, null, run),
    every: (intervalMs, run) => add(intervalMs, intervalMs, run),
    pending: () => entries.size,
    advance: (byMs) => {
      const target = nowMs + byMs;
      for (let due = nextDue(target); due; due = nextDue(target)) {
        nowMs = due.at;
        if (due.repeatMs === null) entries.delete(due);
        else due.at += due.repeatMs;
        due.run();
      }
      nowMs = target;
    },
  };
};
