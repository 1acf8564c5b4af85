import { type LiveBroadcast, liveBroadcastSchema } from '@livestreamer/contracts';
import type { Redis } from '../platform/redis/index.ts';
import type { LiveStateStore } from './live-state.ts';

/** A show that nobody wrote for this long has no process any more. Long enough for a restart to find its counts. */
const KEEP_MS = 10 * 60_000;

const keyOf = (stationId: string): string => `livestreamer:live:${stationId}`;

/** A hash for each station on air, which vanishes by itself when nobody writes it. */
export const createRedisLiveStateStore = ({ redis }: { redis: Redis }): LiveStateStore => ({
  get: async (stationId) => {
    const { listeners, hearts, ...texts } = await redis.hGetAll(keyOf(stationId));
    return (
      liveBroadcastSchema.safeParse({ ...texts, listeners: Number(listeners), hearts: Number(hearts) }).data ?? null
    );
  },
  put: async (stationId, live) => {
    await redis.multi().hSet(keyOf(stationId), fieldsOf(live)).pExpire(keyOf(stationId), KEEP_MS).exec();
  },
  remove: async (stationId) => {
    await redis.del(keyOf(stationId));
  },
});

const fieldsOf = ({ broadcastId, state, title, startedAt, listeners, hearts }: LiveBroadcast) => ({
  broadcastId,
  state,
  title,
  startedAt,
  listeners: String(listeners),
  hearts: String(hearts),
});
