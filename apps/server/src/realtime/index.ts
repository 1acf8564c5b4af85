/** The realtime engine: events to rooms over WebSocket. Knows nothing of stations or people. */
export { createRealtime, type Realtime, type RealtimeReport } from './realtime-engine.ts';
export { createRedisRoomBus } from './room-bus.redis.ts';
export { createRoomBus, type RoomBus } from './room-bus.ts';
