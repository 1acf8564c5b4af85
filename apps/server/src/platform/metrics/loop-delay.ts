import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock, Timer } from '@livestreamer/clock';
import { pause } from '../deadline.ts';
import type { Part } from '../lifecycle.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** By how much the event loop came late, in ms. */
export interface LoopDelay {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Watches over the event loop. Everybody who reads has one of their own, because reading begins anew. */
export interface LoopWatch extends Part {
  /** Since it was read last; null: it has only begun to watch. Takes {@link OVERLAP_MS}. */
  take(): Promise<LoopDelay | null>;
}

/** How often it is looked. Node counts this in: a loop that is never late shows it as its delay. */
const RESOLUTION_MS = 20;
const NS_PER_MS = 1e6;

/**
 * Node's histogram forgets the interval that it is in when it is reset, and begins with the one after the next look. So the next one begins
 * before the last one ends: what blocks the loop just when it is read is in one of them, or in both.
 */
const OVERLAP_MS = 3 * RESOLUTION_MS;

/** Looking wakes the process fifty times a second: it is not done for nobody. Prometheus itself forgets a figure after so long. */
const RESTS_AFTER_MS = 300_000;

/** Watches from the first reading on, until nobody has read for five minutes. */
export const createLoopWatch = ({ clock }: { clock: Clock }): LoopWatch => {
  let current: IntervalHistogram | null = null;
  let resting: Timer | null = null;
  let isStopped = false;

  const begin = (): IntervalHistogram => {
    const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    histogram.enable();
    return histogram;
  };

  const rest = (): void => {
    resting?.cancel();
    current?.disable();
    current = null;
  };

  return {
    name: 'loop watch',
    stop: () => {
      isStopped = true;
      rest();
    },
    take: oneAtATime(async () => {
      const last = current;
      const next = begin();
      if (last) await pause(clock, OVERLAP_MS);
      const delay = last && delayIn(last);
      rest();
      if (isStopped) next.disable();
      else {
        current = next;
        resting = clock.after(RESTS_AFTER_MS, rest);
      }
      return delay;
    }),
  };
};

const delayIn = (histogram: IntervalHistogram): LoopDelay | null => {
  if (histogram.count === 0) return null;
  const beyond = (ns: number): number => Math.max(0, ns / NS_PER_MS - RESOLUTION_MS);
  return {
    p50Ms: beyond(histogram.percentile(50)),
    p99Ms: beyond(histogram.percentile(99)),
    maxMs: beyond(histogram.max),
  };
};
