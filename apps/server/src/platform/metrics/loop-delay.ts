import type { Clock, Timer } from '@livestreamer/clock';
import type { Part } from '../lifecycle.ts';

/**
 * How long the event loop lets wait, in ms. `p50` and `p99` are of time: what comes at any moment waits no longer in 99 of 100 moments. So a
 * loop that is blocked for one second in three has a `p99` of nearly a second, however seldom that is counted in turns of the loop.
 */
export interface LoopDelay {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Watches over the event loop. Everybody who reads has one of their own, because reading begins anew. */
export interface LoopWatch extends Part {
  /** Since it was read last; null: it has only begun to watch. */
  take(): LoopDelay | null;
}

/** How often it is looked. */
const LOOK_MS = 20;

/** Looking wakes the process fifty times a second: it is not done for nobody. Prometheus itself forgets a figure after so long. */
const RESTS_AFTER_MS = 300_000;

/**
 * Watches from the first reading on, until nobody has read for five minutes. What blocks the loop makes the next look late, by as much as
 * whatever came in the first moment had to wait.
 */
export const createLoopWatch = ({ clock }: { clock: Clock }): LoopWatch => {
  let looking: Timer | null = null;
  let resting: Timer | null = null;
  let isStopped = false;
  let beganMs = 0;
  let lookedAtMs = 0;
  let lateMs: number[] = [];

  const look = (): void => {
    const nowMs = clock.monotonicMs();
    const late = nowMs - lookedAtMs - LOOK_MS;
    if (late > 0) lateMs.push(late);
    lookedAtMs = nowMs;
  };

  const begin = (): void => {
    beganMs = clock.monotonicMs();
    lateMs = [];
  };

  const rest = (): void => {
    resting?.cancel();
    looking?.cancel();
    looking = null;
  };

  return {
    name: 'loop watch',
    stop: () => {
      isStopped = true;
      rest();
    },
    take: () => {
      if (isStopped) return null;
      resting?.cancel();
      resting = clock.after(RESTS_AFTER_MS, rest);
      if (!looking) {
        begin();
        lookedAtMs = beganMs;
        looking = clock.every(LOOK_MS, look);
        return null;
      }
      // What blocked the loop until now is seen now, and not once more by the next look.
      look();
      const delay = delayOf(lateMs, lookedAtMs - beganMs);
      begin();
      return delay;
    },
  };
};

/** Of times for which the loop was blocked, within `elapsedMs`. */
export const delayOf = (blockedMs: readonly number[], elapsedMs: number): LoopDelay => ({
  p50Ms: waitOf(blockedMs, 0.5 * elapsedMs),
  p99Ms: waitOf(blockedMs, 0.01 * elapsedMs),
  maxMs: Math.max(0, ...blockedMs),
});

const PRECISION_MS = 0.01;

/**
 * The wait that only those who come in `shareMs` exceed. Who comes into a block of `b` ms waits for its rest, so waits of more than `x` have
 * those who come in its first `b − x` ms.
 */
const waitOf = (blockedMs: readonly number[], shareMs: number): number => {
  const exceedingMs = (waitMs: number): number =>
    blockedMs.reduce((sum, blocked) => sum + Math.max(0, blocked - waitMs), 0);
  if (exceedingMs(0) <= shareMs) return 0;
  let [less, more] = [0, Math.max(0, ...blockedMs)];
  while (more - less > PRECISION_MS) {
    const middle = (less + more) / 2;
    if (exceedingMs(middle) > shareMs) less = middle;
    else more = middle;
  }
  return more;
};
