import type { ServerStatus } from '@livestreamer/contracts';

const MIB = 1024 * 1024;

type Over = {
  readonly [Key in keyof ServerStatus]?: NonNullable<ServerStatus[Key]> extends object
    ? Partial<NonNullable<ServerStatus[Key]>> | null
    : ServerStatus[Key];
};

const WELL: ServerStatus = {
  at: '2026-11-23T20:15:00.000Z',
  run: 'a1',
  version: '0.2.0',
  uptimeSeconds: 93_600,
  ready: true,
  dependencies: ['postgres', 'redis', 'disk', 'jobs'].map((name) => ({ name, well: true, reason: null })),
  audio: {
    listeners: 128,
    maxListeners: 10_000,
    live: 1,
    held: 0,
    stations: [{ station: 'night-harbour', state: 'live', listeners: 128, lostSeconds: 0, deadAir: false }],
    joins: 1_431,
    sentBytes: 51_200_000_000,
    lateSlices: 212,
    skips: 9,
    drops: 2,
    recordings: 1,
    droppedRecordingFrames: 0,
    failedRecordings: 0,
  },
  loopDelay: { p50Ms: 0.2, p99Ms: 3.4, maxMs: 12.8 },
  realtime: { webSockets: 203, eventStreams: 4, members: 61, visitors: 118, outboxBytes: 0, closedSlow: 0 },
  chat: { messages: 1_874, refused: 23 },
  mail: { waiting: 0, oldestSeconds: 0, givenUp: 0 },
  jobs: { due: 0, oldestDueSeconds: 0, underWay: 1, failed: 0 },
  database: { connections: 10, inUse: 1, waiting: 0, refused: 0, lost: 0 },
  redis: { connected: true, reconnects: 0 },
  disk: { freeBytes: 38_400_000_000, totalBytes: 80_000_000_000 },
  process: { cpuSeconds: 8_240, residentBytes: 212 * MIB, openFiles: 391, mostOpenFiles: 1_048_576 },
  certificateDays: 61.4,
};

/** A server that is well, but for what is said here; null takes a part of it away. */
export const statusWith = (over: Over = {}): ServerStatus => {
  const parts = Object.entries(over).map(([key, value]) => {
    const well: unknown = Reflect.get(WELL, key);
    const isPart = typeof value === 'object' && value !== null && !Array.isArray(value);
    return [key, isPart && typeof well === 'object' ? { ...well, ...value } : value];
  });
  return { ...WELL, ...Object.fromEntries(parts) };
};
