/**
 * Holds a source to real time. Audio that comes faster than it plays (a file sent without pacing) would run
 * through the ring before anybody heard it, so beyond `aheadMs` the source is asked to wait.
 */
export interface SourcePace {
  /** Counts `audioMs` that came at `nowMs`; gives how long to wait before reading on, 0 for not at all. */
  take(audioMs: number, nowMs: number): number;
}

/** A source's clock may run a little fast for hours; only what exceeds this is gathered up as "ahead". */
const TOLERATED_SPEED = 1.02;

export const createSourcePace = ({ aheadMs }: { aheadMs: number }): SourcePace => {
  let ahead = 0;
  let lastMs: number | null = null;
  return {
    take: (audioMs, nowMs) => {
      const passedMs = lastMs === null ? 0 : nowMs - lastMs;
      lastMs = nowMs;
      ahead = Math.max(0, ahead - passedMs * TOLERATED_SPEED) + audioMs;
      return Math.max(0, ahead - aheadMs) / TOLERATED_SPEED;
    },
  };
};
