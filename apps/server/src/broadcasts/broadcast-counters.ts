/** What this module counts, since the server started. */
export interface BroadcastCounters {
  started: number;
  /** Taken up from an earlier process, and continued by their source. */
  continued: number;
  ended: number;
  /** Writes to the database that failed and were tried again. */
  failedWrites: number;
  /** Writes to the database that were given up; each is in the log. */
  lostWrites: number;
  /** Live states that could not be written; the next ones replace them. */
  failedLiveStates: number;
}

export const createBroadcastCounters = (): BroadcastCounters => ({
  started: 0,
  continued: 0,
  ended: 0,
  failedWrites: 0,
  lostWrites: 0,
  failedLiveStates: 0,
});
