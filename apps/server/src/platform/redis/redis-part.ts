import { type Dependency, DependencyProblem } from '../dependency.ts';
import type { Part } from '../lifecycle.ts';
import type { Logger } from '../logger.ts';
import { connectRedis, isRedisUnreachable, type Redis } from './redis-connection.ts';

/** The connection as it is now. */
export interface RedisFigures {
  readonly isConnected: boolean;
  /** How often it was there again after it was lost. */
  readonly reconnects: number;
}

/** Redis of a running server, if it has one. */
export interface RedisPart extends Part, Dependency {
  /** Null: live state is kept in the process. Only between start and stop. */
  redis(): Redis | null;
  /** Fails while Redis does not answer, or takes nothing. Without it PostgreSQL is asked, and servers do not hear of each other at once. */
  check(): Promise<void>;
  /** Null: there is none. */
  figures(): RedisFigures | null;
}

const PROBE_KEY = 'livestreamer:written-to-see-whether-that-works';

/** One that is full (OOM), cannot write to its disk (MISCONF), or follows another (READONLY) answers, and takes nothing. */
const writeTo = async (redis: Redis): Promise<void> => {
  try {
    await redis.set(PROBE_KEY, '1', { expiration: { type: 'PX', value: 1_000 } });
  } catch (error) {
    const [code = ''] = isRedisUnreachable(error) || !(error instanceof Error) ? [] : error.message.split(' ');
    throw /^[A-Z]+$/.test(code) ? new DependencyProblem(`takes nothing (${code})`, { cause: error }) : error;
  }
};

export const createRedisPart = ({ url, log }: { url: string | null; log: Logger }): RedisPart => {
  let redis: Redis | null = null;
  let reconnects = 0;
  const onBack = (): void => {
    reconnects += 1;
  };
  return {
    name: 'redis',
    redis: () => redis,
    isDispensable: true,
    check: async () => {
      if (redis) await writeTo(redis);
    },
    figures: () => redis && { isConnected: redis.isReady, reconnects },
    start: async () => {
      if (url !== null) redis = await connectRedis({ url, log, onBack });
    },
    stop: () => redis?.close(),
  };
};
