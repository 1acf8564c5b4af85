/** What the audio engine counts, since it started. Nothing is dropped without one of these going up. */
export interface AudioCounters {
  /** Audio responses begun. */
  joins: number;
  /** Of those, the ones that got the last seconds at once; the others wait for what comes. */
  burstJoins: number;
  /** Bytes handed to the sockets of listeners. */
  sentBytes: number;
  /** Turns of listeners that passed because what they were given before was not taken yet. */
  lateSlices: number;
  /** Listeners that fell behind the ring and were moved to live. */
  skips: number;
  /** Listeners that took nothing for too long and were cut. */
  drops: number;
  /** Listeners refused because all places, or all of their address, were taken. */
  refusedListeners: number;
  /** Sources taken. */
  sources: number;
  /** Sources refused, for whatever reason. */
  refusedSources: number;
  /** Sources replaced by a newer one of the same owner. */
  replacedSources: number;
  /** Sources that went away or fell silent in the middle of a show. */
  lostSources: number;
  /** Shows whose source was lost and did not come back within the grace. */
  abandonedMounts: number;
  /** Bytes from sources that belonged to no frame. */
  skippedBytes: number;
  /** Connections closed because their request head was too slow. */
  slowHeads: number;
  /** Connections closed because their first bytes were no request, or too long a one. */
  badHeads: number;
  /** Mounts that went off air because their source's permit held no more. */
  withdrawnPermits: number;
  /** Written by recordings. */
  recordedBytes: number;
  /** Frames that are missing in a recording, because the disk was too slow. */
  droppedRecordingFrames: number;
  /** Recordings that ended before their show. */
  failedRecordings: number;
  /** Audio whose level was not measured, because there was too much of it. */
  unmeasuredMs: number;
  /** How often what measures levels had to be started anew. */
  failedLevelProcesses: number;
  /** Connections refused because their address, or the one that a trusted proxy names, is banned. */
  refusedAddresses: number;
}

export const createAudioCounters = (): AudioCounters => ({
  joins: 0,
  burstJoins: 0,
  sentBytes: 0,
  lateSlices: 0,
  skips: 0,
  drops: 0,
  refusedListeners: 0,
  sources: 0,
  refusedSources: 0,
  replacedSources: 0,
  lostSources: 0,
  abandonedMounts: 0,
  skippedBytes: 0,
  slowHeads: 0,
  badHeads: 0,
  withdrawnPermits: 0,
  recordedBytes: 0,
  droppedRecordingFrames: 0,
  failedRecordings: 0,
  unmeasuredMs: 0,
  failedLevelProcesses: 0,
  refusedAddresses: 0,
});
