import { z } from 'zod';

/** An instant on the wire: ISO 8601 in UTC with milliseconds, `2026-11-22T20:00:00.000Z`. */
export const instantSchema = z.iso.datetime();

/** A running broadcast: `live` while its source sends, `reconnecting` while the mount is held for a lost source. */
export const liveStateSchema = z.enum(['live', 'reconnecting']);
export type LiveState = z.infer<typeof liveStateSchema>;

/** A running broadcast as everyone may see it. `listeners` are open audio responses, never sockets. */
export const liveBroadcastSchema = z.object({
  broadcastId: z.string(),
  state: liveStateSchema,
  title: z.string(),
  /** What plays now, as the broadcaster's program says; null: it says nothing. */
  nowPlaying: z.string().nullable(),
  startedAt: instantSchema,
  listeners: z.number().int().nonnegative(),
  /** Never goes down within a broadcast; news about it may come out of order. */
  hearts: z.number().int().nonnegative(),
});
export type LiveBroadcast = z.infer<typeof liveBroadcastSchema>;
