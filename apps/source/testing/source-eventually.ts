import { systemClock } from '@livestreamer/clock';

const STEP_MS = 10;

/** Waits until `read` gives something else than null, undefined or false; fails with `what` after a deadline. */
export const eventually = async <T>(
  what: string,
  read: () => T,
  { deadlineMs = 10_000 }: { deadlineMs?: number } = {},
): Promise<Exclude<T, null | undefined | false>> => {
  const untilMs = systemClock.monotonicMs() + deadlineMs;
  for (;;) {
    const value = read();
    if (isThere(value)) return value;
    if (systemClock.monotonicMs() > untilMs) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await pause(STEP_MS);
  }
};

const isThere = <T>(value: T): value is Exclude<T, null | undefined | false> =>
  value !== null && value !== undefined && value !== false;

/** For polling only: a test waits for a condition, never for a time. */
export const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => void systemClock.after(delayMs, resolve));
