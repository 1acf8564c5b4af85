import type { ClientClock } from './client-clock.ts';

/** A clock for tests: time stands still until `advance` moves it, and timers fire in order on the way. */
export interface FakeClientClock extends ClientClock {
  advance(byMs: number): void;
  /** Timers that have not fired and were not cancelled. */
  pending(): number;
}

export const createFakeClientClock = (): FakeClientClock => {
  let nowMs = 0;
  const entries = new Set<{ readonly atMs: number; readonly run: () => void }>();

  const nextDue = (limitMs: number) =>
    [...entries].filter(({ atMs }) => atMs <= limitMs).sort((a, b) => a.atMs - b.atMs)[0];

  return {
    after: (delayMs, run) => {
      const entry = { atMs: nowMs + delayMs, run };
      entries.add(entry);
      return { cancel: () => void entries.delete(entry) };
    },
    pending: () => entries.size,
    advance: (byMs) => {
      const targetMs = nowMs + byMs;
      for (let due = nextDue(targetMs); due; due = nextDue(targetMs)) {
        nowMs = due.atMs;
        entries.delete(due);
        due.run();
      }
      nowMs = targetMs;
    },
  };
};
