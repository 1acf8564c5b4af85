import { z } from 'zod';
import { defineRoute } from './rest-route.ts';

const count = z.int().min(0);
const seconds = z.number().min(0);

/** A server as it is at one moment, in the figures that `/metrics` has. Null: not known just now, or there is no such thing. */
export const serverStatusSchema = z.object({
  at: z.iso.datetime(),
  /** Names this run of this server: figures of another one count from elsewhere. */
  run: z.string(),
  version: z.string(),
  uptimeSeconds: seconds,
  ready: z.boolean(),
  dependencies: z.array(z.object({ name: z.string(), well: z.boolean(), reason: z.string().nullable() })),
  audio: z.object({
    listeners: count,
    maxListeners: count,
    live: count,
    held: count,
    /** Fifty at most: those with something wrong, then those with the most listeners. */
    stations: z.array(
      z.object({
        station: z.string(),
        state: z.enum(['live', 'held']),
        listeners: count,
        /** How long its source has been away; 0 while it is there. */
        lostSeconds: seconds,
        /** Null: nobody listens along (AAC, Ogg, or its source is away). */
        deadAir: z.boolean().nullable(),
      }),
    ),
    joins: count,
    sentBytes: count,
    lateSlices: count,
    skips: count,
    drops: count,
    recordings: count,
    droppedRecordingFrames: count,
    failedRecordings: count,
  }),
  /** By how much the event loop came late since somebody asked last, in ms; null for who asks first. */
  loopDelay: z.object({ p50Ms: z.number().min(0), p99Ms: z.number().min(0), maxMs: z.number().min(0) }).nullable(),
  realtime: z.object({
    webSockets: count,
    eventStreams: count,
    members: count,
    visitors: count,
    outboxBytes: count,
    closedSlow: count,
  }),
  chat: z.object({ messages: count, refused: count }),
  mail: z.object({ waiting: count, oldestSeconds: seconds, givenUp: count }).nullable(),
  jobs: z.object({ due: count, oldestDueSeconds: seconds, underWay: count, failed: count }).nullable(),
  database: z.object({ connections: count, inUse: count, waiting: count, refused: count, lost: count }).nullable(),
  redis: z.object({ connected: z.boolean(), reconnects: count }).nullable(),
  disk: z.object({ freeBytes: count, totalBytes: count }).nullable(),
  process: z.object({
    cpuSeconds: seconds,
    residentBytes: count,
    openFiles: count.nullable(),
    mostOpenFiles: count.nullable(),
  }),
  certificateDays: z.number().nullable(),
});
export type ServerStatus = z.infer<typeof serverStatusSchema>;

export const getServerStatus = defineRoute({
  name: 'getServerStatus',
  method: 'GET',
  path: '/api/v1/admin/status',
  access: 'server.manage',
  summary:
    'How the server that answers is doing, now: the figures that `/metrics` has for programs. Counts are since it started.',
  status: 200,
  reply: serverStatusSchema,
});
