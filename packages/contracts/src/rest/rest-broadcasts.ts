import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { instantSchema } from '../live.ts';
import { defineRoute } from './rest-route.ts';

/**
 * The life of a show. `scheduled`: announced. `live`, `reconnecting`: on air. `ended`: over and hidden. `published`: in the archive.
 * `cancelled`: called off before it began. `missed`: its time is over and nobody came.
 */
export const BROADCAST_STATES = [
  'scheduled',
  'live',
  'reconnecting',
  'ended',
  'published',
  'cancelled',
  'missed',
] as const;
export const broadcastStateSchema = z.enum(BROADCAST_STATES);
export type BroadcastState = z.infer<typeof broadcastStateSchema>;

/** One piece of a show. `atMs` counts from its beginning; null: nobody knows when. */
export const trackSchema = z.object({
  atMs: z.number().int().nonnegative().nullable(),
  text: z.string().trim().min(1).max(LIMITS.trackText.max),
});
export type Track = z.infer<typeof trackSchema>;

/** An address outside; only the web's own schemes, because pages make a link of it. */
export const outsideLinkSchema = z.object({
  label: z.string().trim().min(1).max(LIMITS.linkLabel.max),
  url: z.url({ protocol: /^https?$/ }).max(LIMITS.linkUrl.max),
});
export type OutsideLink = z.infer<typeof outsideLinkSchema>;

export const tagSchema = z.string().trim().toLowerCase().min(1).max(LIMITS.tag.max);

/** A picture in the sizes that pages ask for, as paths on this server; square, WebP. */
export const artworkSchema = z.object({ small: z.string(), large: z.string() });
export type Artwork = z.infer<typeof artworkSchema>;

/** What was recorded of a show. `url` is null until it can be played. */
export const recordingSchema = z.object({
  state: z.enum(['recording', 'finishing', 'ready', 'failed']),
  format: z.enum(['mp3', 'aac', 'ogg']),
  /** After trimming. */
  durationMs: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Integrated, by EBU R128; null: not measured, or too short. */
  loudnessLufs: z.number().nullable(),
  url: z.string().nullable(),
  /** Whether visitors are offered the file. */
  download: z.boolean(),
  /** What of the whole recording is played; null: all of it. */
  trim: z.object({ startMs: z.number().int().nonnegative(), endMs: z.number().int().positive() }).nullable(),
  /** How long it is before trimming. */
  wholeMs: z.number().int().nonnegative(),
  /** When no audio came: `atMs` of the whole recording, for so long by the clock. `recordedMsOf` reckons with them. */
  gaps: z.array(z.object({ atMs: z.number().int().nonnegative(), ms: z.number().int().nonnegative() })),
});
export type Recording = z.infer<typeof recordingSchema>;

/** One show, whole. `peak` and `listenerSeconds` count open audio responses. */
export const broadcastSchema = z.object({
  id: z.string(),
  /** The slug of its station. */
  station: z.string(),
  stationName: z.string(),
  title: z.string(),
  description: z.string(),
  state: broadcastStateSchema,
  plannedStart: instantSchema.nullable(),
  plannedEnd: instantSchema.nullable(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  publishedAt: instantSchema.nullable(),
  /** Only whoever may edit it sees what was deleted. */
  deletedAt: instantSchema.nullable(),
  peak: z.number().int().nonnegative(),
  listenerSeconds: z.number().int().nonnegative(),
  hearts: z.number().int().nonnegative(),
  /** One number for each minute since the beginning. */
  heartMinutes: z.array(z.number().int().nonnegative()),
  tracklist: z.array(trackSchema),
  links: z.array(outsideLinkSchema),
  tags: z.array(z.string()),
  artwork: artworkSchema.nullable(),
  recording: recordingSchema.nullable(),
  /** Goes up with every edit. */
  revision: z.number().int().positive(),
  /** Whether the caller may edit, publish and delete it. */
  editable: z.boolean(),
  /** Whether the caller keeps it among theirs. */
  bookmarked: z.boolean(),
});
export type Broadcast = z.infer<typeof broadcastSchema>;

export const broadcastIdParams = z.object({ id: z.uuid() });

export const getBroadcast = defineRoute({
  name: 'getBroadcast',
  method: 'GET',
  path: '/api/v1/broadcasts/:id',
  access: 'public',
  summary: 'One broadcast. Hidden ones only for whoever may edit them.',
  params: broadcastIdParams,
  status: 200,
  reply: broadcastSchema,
  errors: ['not_found'],
});
