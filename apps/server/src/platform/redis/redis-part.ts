import type { Part } from '../lifecycle.ts';
import type { Logger } from '../logger.ts';
import { connectRedis, type Redis } from './redis-connection.ts';

/** The connection as it is now. */
export interface RedisFigures {
  readonly isConnected: boolean;
  /** How often it was there again after it was lost. */
  readonly reconnects: number;
}

/** Redis of a running server, if it has one. */
export interface RedisPart extends Part {
  /** Null: live state is kept in the process. Only between start and stop. */
  redis(): Redis | null;
  /** Fails while Redis does not answer. */
  check(): Promise<void>;
  /** Null: there is none. */
  figures(): RedisFigures | null;
}

export const createRedisPart = ({ url, log }: { url: string | null; log: Logger }): RedisPart => {
  let redis: Redis | null = null;
  let reconnects = 0;
  const onBack = (): void => {
    reconnects += 1;
  };
  return {
    name: 'redis',
    redis: () => redis,
    check: async () => void (await redis?.ping()),
    figures: () => redis && { isConnected: redis.isReady, reconnects },
    start: async () => {
      if (url !== null) redis = await connectRedis({ url, log, onBack });
    },
    stop: () => redis?.close(),
  };
};
