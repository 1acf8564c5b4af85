import { inject } from 'vitest';
import { silentLogger } from '../src/platform/index.ts';
import { connectRedis, type Redis } from '../src/platform/redis/index.ts';

/** A Redis database that no other test file uses meanwhile. Channels are not kept apart by database: name rooms at random. */
export interface TestRedis {
  readonly url: string;
  readonly redis: Redis;
  /** Empties the database and disconnects. */
  close(): Promise<void>;
}

/** Database 0 is left to people; each of vitest's workers, which run one file at a time, has its own. */
const databaseNumber = (): number => (Number(process.env['VITEST_POOL_ID'] ?? 1) % 15) + 1;

/** Open it in `beforeAll`, close it in `afterAll`. */
export const openTestRedis = async (): Promise<TestRedis> => {
  const url = `${inject('testRedisUrl').replace(/\/\d*$/, '')}/${databaseNumber()}`;
  const redis = await connectRedis({ url, log: silentLogger });
  await redis.flushDb();
  return {
    url,
    redis,
    close: async () => {
      if (redis.isReady) await redis.flushDb();
      redis.destroy();
    },
  };
};
