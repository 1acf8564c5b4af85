import { z } from 'zod';
import { chatMessageSchema, chatRoomSchema, presenceSchema } from './chat.ts';
import { instantSchema, liveBroadcastSchema } from './live.ts';

/** Where the WebSocket is. */
export const REALTIME_PATH = '/api/v1/realtime';

/**
 * Where the same messages come as server-sent events, for networks that let no WebSocket through. The rooms stand in the address, each as
 * `room=<name>` or `room=<name>@<epoch>.<seq>` to resume; `connection=<id>` names the connection from the second request on. Each event is one
 * server message; the last is named `close` and has the close code as its text.
 */
export const REALTIME_EVENTS_PATH = '/api/v1/realtime/events';

/** The room of a station: `station:<slug>`. */
export const roomNameSchema = z.string().regex(/^station:[a-z0-9-]{2,48}$/);
export const stationRoom = (slug: string): string => `station:${slug}`;

/** What a room holds now; sent whole on subscribing when missed events cannot be replayed. `chat.seq` is the last change of its messages. */
export const roomSnapshotSchema = z.object({
  live: liveBroadcastSchema.nullable(),
  chat: z.object({ seq: z.number().int().nonnegative(), room: chatRoomSchema }),
  presence: presenceSchema,
});
export type RoomSnapshot = z.infer<typeof roomSnapshotSchema>;

/**
 * News in a room.
 * - `live`: the broadcast on air changed (or ended: null); sent at once on a change of state, else at most once a second.
 * - `hearts`: somebody sent one; at most once a second. Of the two the larger count of a broadcast is the newer one.
 * - `message`: a message is as it is here from now on: new, edited, deleted or shown again. Each has the next `seq` of the room's changes; who misses one asks
 *   `listMessageChanges`. Two servers may tell of two changes in the other order.
 * - `messages-changed`: changes up to `seq` have happened, of which some were perhaps not told, or too many at once to tell.
 * - `message-unseen`: the change with this `seq` is of a message that is held: nobody but its author and those who keep order see it, and nobody has to ask.
 * - `likes`: how many like a message; at most once a second for each.
 * - `chat-room`: the room changed. - `presence`: who is here; at most every two seconds.
 * - `moved`: the station has another address now, and this room falls silent.
 */
export const roomEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('live'), live: liveBroadcastSchema.nullable() }),
  z.object({ type: z.literal('hearts'), broadcastId: z.string(), hearts: z.number().int().nonnegative() }),
  z.object({ type: z.literal('message'), seq: z.number().int().positive(), message: chatMessageSchema }),
  z.object({ type: z.literal('messages-changed'), seq: z.number().int().nonnegative() }),
  z.object({ type: z.literal('message-unseen'), seq: z.number().int().positive() }),
  z.object({ type: z.literal('likes'), messageId: z.string(), likes: z.number().int().nonnegative() }),
  z.object({ type: z.literal('chat-room'), room: chatRoomSchema }),
  z.object({ type: z.literal('presence'), presence: presenceSchema }),
  z.object({ type: z.literal('moved'), slug: z.string() }),
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
  /** An event that this connection does not get, because it is about what its own request did; it takes its place in the count. */
  z.object({ type: z.literal('own'), room: z.string(), seq: z.number().int().positive() }),
  z.object({ type: z.literal('no-room'), room: z.string() }),
  z.object({ type: z.literal('ping'), serverTime: instantSchema }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
