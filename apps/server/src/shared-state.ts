import type { Clock } from '@livestreamer/clock';
import { type AccessBus, createAccessBus, createRedisAccessBus } from './access/index.ts';
import { createLiveStateStore, createRedisLiveStateStore, type LiveStateStore } from './broadcasts/index.ts';
import type { Chance, Logger } from './platform/index.ts';
import { createRateLimits, type RateLimits } from './platform/limits/index.ts';
import { createQueryCache, createRedisQueryCache, type QueryCache } from './platform/query-cache/index.ts';
import type { Redis } from './platform/redis/index.ts';
import {
  createPresenceStore,
  createRedisPresenceStore,
  createRedisRoomBus,
  createRoomBus,
  type PresenceStore,
  type RoomBus,
} from './realtime/index.ts';

/** What servers that belong together share: through Redis, or, where there is none, in this one process. */
export interface SharedState {
  readonly limits: RateLimits;
  readonly accessBus: AccessBus;
  readonly roomBus: RoomBus;
  readonly presenceStore: PresenceStore;
  readonly liveStates: LiveStateStore;
  readonly queryCache: QueryCache;
}

interface SharedStateOptions {
  /** Null: in process. */
  readonly redis: Redis | null;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

export const createSharedState = ({ redis, ...tools }: SharedStateOptions): SharedState => {
  const limits = createRateLimits({ redis, ...tools });
  if (!redis)
    return {
      limits,
      accessBus: createAccessBus(),
      roomBus: createRoomBus(tools),
      presenceStore: createPresenceStore(),
      liveStates: createLiveStateStore(tools),
      queryCache: createQueryCache(tools),
    };
  const shared = { ...tools, redis };
  const node = tools.chance.shortId();
  return {
    limits,
    accessBus: createRedisAccessBus(shared),
    roomBus: createRedisRoomBus(shared),
    presenceStore: createRedisPresenceStore({ redis, node }),
    liveStates: createRedisLiveStateStore({ ...shared, node }),
    queryCache: createRedisQueryCache(shared),
  };
};
