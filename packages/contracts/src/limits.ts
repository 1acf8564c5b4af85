/** Every limit that a client must know to stay inside it. Lengths in characters, sizes in bytes, times in ms. */
export const LIMITS = {
  username: { min: 3, max: 32 },
  /** Counted after NFC normalisation. */
  password: { min: 8, max: 256 },
  email: { max: 254 },
  stationSlug: { min: 2, max: 48 },
  stationName: { min: 1, max: 80 },
  stationAbout: { max: 4_000 },
  keepRecordingsDays: { max: 36_500 },
  /** From 10 MB to 100 TB. */
  recordingsQuotaBytes: { min: 10_000_000, max: 100_000_000_000_000 },
  streamKeyName: { min: 1, max: 60 },
  streamKeysPerAccount: 20,
  passkeyName: { min: 1, max: 60 },
  passkeysPerAccount: 20,
  teamPerStation: 50,
  banReason: { max: 200 },
  search: { max: 100 },
  broadcastTitle: { max: 200 },
  broadcastDescription: { max: 20_000 },
  trackText: { max: 300 },
  tracksPerBroadcast: 1_000,
  linkLabel: { max: 60 },
  linkUrl: { max: 500 },
  linksEach: 10,
  tag: { max: 30 },
  bookmarksPerAccount: 5_000,
  tagsPerBroadcast: 10,
  timeZone: { max: 64 },
  /** How long a planned show may be, by the clock of its time zone, and how far ahead it may be planned. */
  plannedShowMs: 24 * 3_600_000,
  planAheadMs: 366 * 86_400_000,
  /** Shows to come, without those of series. */
  plannedPerStation: 200,
  seriesPerStation: 30,
  repeatInterval: { max: 12 },
  repeatCount: { max: 500 },
  remindersPerAccount: 200,
  /** How long before a planned show its source opens it, and how long before it the letters go out. */
  plannedEarlyMs: 30 * 60_000,
  reminderLeadMs: 15 * 60_000,
  /** How long the heart button rests after each heart. */
  heartRestMs: 10_000,
  /** A picture as it is sent, before it is made small. */
  pictureBytes: 10 * 1024 * 1024,
  chat: {
    /** In grapheme clusters, after trimming. */
    text: { min: 1, max: 500 },
    /** The same text in UTF-16 units: a grapheme may be piled up without end. */
    textUnits: 4_000,
    quoteLength: 100,
    /** How long the author may change a message. */
    editMs: 5 * 60_000,
    slowModeS: { max: 3_600 },
    announcementLength: 300,
    reasonLength: 200,
    /** A mute or a ban for a time: at most a year. */
    restrictionS: { max: 366 * 86_400 },
    patternLength: 200,
    rulesPerStation: 200,
    namesShown: 500,
    mentionsEach: 10,
    /** Who has missed more changes than this gets the newest page. */
    changesEach: 200,
  },
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
