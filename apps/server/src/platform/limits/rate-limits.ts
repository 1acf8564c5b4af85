import { createHash } from 'node:crypto';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import type { Redis } from '../redis/index.ts';
import { type LimitName, RATE_LIMITS, type RateLimit } from './rate-limit-table.ts';

/** Who does something too often is told to wait. Counted in Redis, or in process; without a Redis that answers, in process too. */
export interface RateLimits {
  /** Counts one; throws `too_many_requests` with the seconds to wait when that was one too many. */
  take(name: LimitName, key: string): Promise<void>;
  /** Uncounts so many: who did it rightly costs the others behind the same address nothing. */
  giveBack(name: LimitName, key: string, times?: number): Promise<void>;
  /** Forgets what was counted: a right password after wrong ones. */
  forget(name: LimitName, key: string): Promise<void>;
}

/** More than anybody comes to: the count of a growing limit must never refuse by itself. */
const UNREACHABLE = 1_000_000_000;

interface RateLimitsOptions {
  /** Null: in process. */
  readonly redis: Redis | null;
  readonly table?: Readonly<Record<LimitName, RateLimit>>;
}

export const createRateLimits = ({ redis, table = RATE_LIMITS }: RateLimitsOptions): RateLimits => {
  const limiterOf = (name: string, { points, duration }: { points: number; duration: number }): RateLimiterAbstract => {
    const options = { keyPrefix: `livestreamer:limit:${name}`, points, duration };
    const here = new RateLimiterMemory(options);
    if (!redis) return here;
    return new RateLimiterRedis({
      ...options,
      storeClient: redis,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      insuranceLimiter: here,
    });
  };
  const limits = new Map(
    Object.entries<RateLimit>(table).map(([name, limit]) => {
      const { times, withinS, growing } = limit;
      const count = limiterOf(name, { points: growing ? UNREACHABLE : times, duration: withinS });
      const delay = growing && limiterOf(`${name}:delay`, { points: 1, duration: growing.mostS });
      return [name, { limit, count, delay }];
    }),
  );
  const limitOf = (name: LimitName) => {
    const found = limits.get(name);
    if (!found) throw new Error(`There is no limit ${name}.`);
    return found;
  };

  const consume = async (limiter: RateLimiterAbstract, key: string): Promise<number> => {
    try {
      return (await limiter.consume(key)).consumedPoints;
    } catch (problem) {
      if (problem instanceof RateLimiterRes) throw tooMany(problem.msBeforeNext);
      throw problem;
    }
  };

  return {
    take: async (name, counted) => {
      const key = keyOf(counted);
      const { limit, count, delay } = limitOf(name);
      if (!limit.growing || !delay) return void (await consume(count, key));
      const waiting = await delay.get(key);
      if (waiting && waiting.msBeforeNext > 0) throw tooMany(waiting.msBeforeNext);
      const beyond = (await consume(count, key)) - limit.times;
      if (beyond >= 0) {
        const { firstS, mostS } = limit.growing;
        await delay.block(key, Math.min(mostS, firstS * 2 ** Math.min(beyond, 20)));
      }
    },
    giveBack: async (name, key, times = 1) => {
      await limitOf(name).count.reward(keyOf(key), times);
    },
    forget: async (name, key) => {
      const { count, delay } = limitOf(name);
      await Promise.all([count.delete(keyOf(key)), delay?.delete(keyOf(key))]);
    },
  };
};

/** What somebody typed may be long, and is kept for an hour. */
const LONGEST_KEY = 64;

const keyOf = (counted: string): string =>
  counted.length > LONGEST_KEY ? createHash('sha256').update(counted).digest('base64url') : counted;

const tooMany = (msBeforeNext: number): AppError =>
  new AppError('too_many_requests', { retryAfterS: Math.max(1, Math.ceil(msBeforeNext / 1_000)) });
