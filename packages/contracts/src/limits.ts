/** Every limit that a client must know to stay inside it. Lengths in characters, sizes in bytes, times in ms. */
export const LIMITS = {
  username: { min: 3, max: 32 },
  /** Counted after NFC normalisation. */
  password: { min: 8, max: 256 },
  email: { max: 254 },
  stationSlug: { min: 2, max: 48 },
  stationName: { min: 1, max: 80 },
  streamKeyName: { min: 1, max: 60 },
  streamKeysPerAccount: 20,
  passkeyName: { min: 1, max: 60 },
  passkeysPerAccount: 20,
  teamPerStation: 50,
  banReason: { max: 200 },
  search: { max: 100 },
  broadcastTitle: { max: 200 },
  page: { default: 25, max: 100 },
  requestBodyBytes: 256 * 1024,
  realtime: {
    /** The largest frame a client may send. Larger closes the socket with 1009. */
    frameBytes: 4096,
    /** What may wait for one slow connection before it is closed with SLOW_CONSUMER. */
    outboxBytes: 512 * 1024,
    roomsPerConnection: 16,
    heartbeatMs: 20_000,
    /** A side that heard nothing for this long closes the connection. */
    silenceMs: 50_000,
    /** Live figures (listeners, hearts) are sent at most once in this time. */
    coalesceMs: 1_000,
  },
} as const;
