/** Follows what somebody hears who plays audio as it comes: whether it ever stopped, and for how long. */
export interface HeardGaps {
  /** So many bytes have come. */
  take(bytes: number, atMs: number): void;
  /** The longest silence so far, ms; one that still lasts counts as well. */
  longestMs(nowMs: number): number;
}

/** Audio plays from the first byte on, at `bytesPerSecond`, and waits when there is none. */
export const createHeardGaps = (bytesPerSecond: number): HeardGaps => {
  let playedOutMs: number | null = null;
  let longestMs = 0;
  const gapUntil = (atMs: number): number => (playedOutMs === null ? 0 : Math.max(0, atMs - playedOutMs));
  return {
    take: (bytes, atMs) => {
      longestMs = Math.max(longestMs, gapUntil(atMs));
      playedOutMs = Math.max(playedOutMs ?? atMs, atMs) + (bytes / bytesPerSecond) * 1_000;
    },
    longestMs: (nowMs) => Math.max(longestMs, gapUntil(nowMs)),
  };
};
