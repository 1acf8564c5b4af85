import type { Clock } from '@livestreamer/clock';

/** How much one connection may still say. */
export interface MessageAllowance {
  /** Takes one message from it; false when nothing is left. */
  take(): boolean;
}

interface MessageAllowanceOptions {
  /** Messages at once. */
  readonly burst: number;
  /** Messages a second, in the long run. */
  readonly perS: number;
  readonly clock: Clock;
}

/** A token bucket. */
export const createMessageAllowance = ({ burst, perS, clock }: MessageAllowanceOptions): MessageAllowance => {
  let left = burst;
  let atMs = clock.monotonicMs();
  return {
    take: () => {
      const nowMs = clock.monotonicMs();
      left = Math.min(burst, left + ((nowMs - atMs) / 1_000) * perS);
      atMs = nowMs;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
};
