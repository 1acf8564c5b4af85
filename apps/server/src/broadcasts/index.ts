/** Broadcasts: one show each, from the first frame to the stored end. */
export { type AirCheckDesk, createAirCheck } from './air-check/air-check.ts';
export { type BroadcastActs, createBroadcastActs } from './broadcast-acts.ts';
export { type BroadcastOwners, mayEditBroadcast } from './broadcast-edit-policy.ts';
export type { BroadcastEvents, BroadcastName, PlannedShow } from './broadcast-events.ts';
export { createBroadcastPictureRights } from './broadcast-picture-rights.ts';
export { type BroadcastExtras, type DescribeBroadcast, isVisible } from './broadcast-routes.ts';
export { type BroadcastMove, nextBroadcastState } from './broadcast-state.ts';
export { type BroadcastRecord, broadcastById } from './broadcast-store.ts';
export { type Broadcasts, createBroadcasts } from './broadcasts.ts';
export { createRedisLiveStateStore } from './live-state.redis.ts';
export { createLiveStateStore, type LiveStateStore } from './live-state.ts';
export { sourceAddressRoutes } from './source-address-routes.ts';
