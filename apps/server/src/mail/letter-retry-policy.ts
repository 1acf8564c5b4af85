const MINUTE_MS = 60_000;

/** How long a letter waits after its first, second … failed attempt; from then on it is the last one. */
const DELAYS_MS = [
  10_000,
  30_000,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  60 * MINUTE_MS,
];

/** How long after it was queued a letter is given up. */
export const GIVEN_UP_AFTER_MS = 3 * 86_400_000;

/** The pause after the n-th attempt (from 1): seconds at first, so that a mail server's restart is not noticed, an hour in the end. */
export const retryDelayMs = (attempts: number): number => DELAYS_MS[attempts - 1] ?? 60 * MINUTE_MS;
