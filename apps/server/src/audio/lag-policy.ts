/** What to do with a listener at its turn. */
export type LagDecision = 'write' | 'wait' | 'skip' | 'drop';

/** How one listener stands. */
export interface Lag {
  /** Its last write has not been taken by the kernel for this long; null when nothing is pending. */
  readonly pendingMs: number | null;
  /** Whether its next frame has already left the ring. */
  readonly fellOff: boolean;
}

/**
 * Pure. A listener with a write pending is never written to: it waits, and after `stallMs` it is dropped.
 * One that takes bytes again gets everything from where it was, unless that is gone: then it skips to live.
 */
export const decideLag = ({ pendingMs, fellOff }: Lag, { stallMs }: { stallMs: number }): LagDecision => {
  if (pendingMs !== null) return pendingMs > stallMs ? 'drop' : 'wait';
  return fellOff ? 'skip' : 'write';
};
