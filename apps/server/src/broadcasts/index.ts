/** Broadcasts: one show each, from the first frame to the stored end. */
export { type BroadcastEvents, type Broadcasts, createBroadcasts } from './broadcasts.ts';
export { createRedisLiveStateStore } from './live-state.redis.ts';
export { createLiveStateStore, type LiveStateStore } from './live-state.ts';
