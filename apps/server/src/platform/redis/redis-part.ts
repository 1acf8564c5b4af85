import type { Part } from '../lifecycle.ts';
import type { Logger } from '../logger.ts';
import { connectRedis, type Redis } from './redis-connection.ts';

/** Redis of a running server, if it has one. */
export interface RedisPart extends Part {
  /** Null: live state is kept in the process. Only between start and stop. */
  redis(): Redis | null;
  /** Fails while Redis does not answer. */
  check(): Promise<void>;
}

export const createRedisPart = ({ url, log }: { url: string | null; log: Logger }): RedisPart => {
  let redis: Redis | null = null;
  return {
    name: 'redis',
    redis: () => redis,
    check: async () => void (await redis?.ping()),
    start: async () => {
      if (url !== null) redis = await connectRedis({ url, log });
    },
    stop: () => redis?.close(),
  };
};
