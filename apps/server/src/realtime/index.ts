/** The realtime engine: events to rooms over WebSocket or server-sent events. Knows nothing of stations. */

export { EVENT_STREAM_HEADERS } from './event-stream-line.ts';
export { createRedisPresenceStore } from './presence-store.redis.ts';
export type { PeopleHere, PresenceStore } from './presence-store.ts';
export { createPresenceStore } from './presence-store.ts';
export {
  createRealtime,
  type Realtime,
  type RealtimeOptions,
  type RealtimeReport,
  type RoomContent,
} from './realtime-engine.ts';
export type { RealtimePerson } from './realtime-person.ts';
export { createRedisRoomBus } from './room-bus.redis.ts';
export { createRoomBus, type RoomBus } from './room-bus.ts';
