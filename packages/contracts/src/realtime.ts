import { z } from 'zod';
import { instantSchema, liveBroadcastSchema } from './live.ts';

/** Where the WebSocket is. */
export const REALTIME_PATH = '/api/v1/realtime';

/** The room of a station: `station:<slug>`. */
export const roomNameSchema = z.string().regex(/^station:[a-z0-9-]{2,48}$/);
export const stationRoom = (slug: string): string => `station:${slug}`;

/** What a room holds now; sent whole on subscribing when missed events cannot be replayed. */
export const roomSnapshotSchema = z.object({ live: liveBroadcastSchema.nullable() });
export type RoomSnapshot = z.infer<typeof roomSnapshotSchema>;

/** News in a room. `live`: the broadcast on air changed (or ended: null); sent at once on a change of state, else at most once a second.
 * `hearts`: somebody sent one; at most once a second. Of the two the larger count of a broadcast is the newer one.
 */
export const roomEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('live'), live: liveBroadcastSchema.nullable() }),
  z.object({ type: z.literal('hearts'), broadcastId: z.string(), hearts: z.number().int().nonnegative() }),
]);
export type RoomEvent = z.infer<typeof roomEventSchema>;

/** What a client says. `resume` names the last event it saw; the server replays what followed, or sends a snapshot. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('subscribe'),
    room: roomNameSchema,
    resume: z.object({ epoch: z.string().max(64), seq: z.number().int().nonnegative() }).optional(),
  }),
  z.object({ type: z.literal('unsubscribe'), room: roomNameSchema }),
  z.object({ type: z.literal('pong') }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/**
 * What the server says. In a room every event has the next `seq` (1, 2, 3 …); `epoch` changes when the count
 * starts again (the server restarted). After `subscribed` with `snapshot: null` the missed events follow.
 */
export const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    connectionId: z.string(),
    heartbeatMs: z.number(),
    serverTime: instantSchema,
  }),
  z.object({
    type: z.literal('subscribed'),
    room: z.string(),
    epoch: z.string(),
    seq: z.number().int().nonnegative(),
    snapshot: roomSnapshotSchema.nullable(),
  }),
  z.object({ type: z.literal('event'), room: z.string(), seq: z.number().int().positive(), event: roomEventSchema }),
  z.object({ type: z.literal('no-room'), room: z.string() }),
  z.object({ type: z.literal('ping'), serverTime: instantSchema }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
