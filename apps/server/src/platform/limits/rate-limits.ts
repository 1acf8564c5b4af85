import { createHash } from 'node:crypto';
import type { Clock } from '@livestreamer/clock';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { createRedisAttempts, type Redis } from '../redis/index.ts';
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
  readonly clock: Clock;
  readonly log: Logger;
  readonly table?: Readonly<Record<LimitName, RateLimit>>;
}

/** Where is counted; and where else, while that is Redis and fails. */
interface Limiter {
  readonly shared: RateLimiterAbstract | null;
  readonly here: RateLimiterAbstract;
}

export const createRateLimits = ({ redis, clock, log, table = RATE_LIMITS }: RateLimitsOptions): RateLimits => {
  const { attempt, isResting } = createRedisAttempts({
    ...{ clock, log, sentence: 'Redis does not count; limits are counted in this process instead.' },
  });
  const limiterOf = (name: string, { points, duration }: { points: number; duration: number }): Limiter => {
    const options = { keyPrefix: `livestreamer:limit:${name}`, points, duration };
    const inRedis = { ...options, storeClient: redis, useRedisPackage: true, rejectIfRedisNotReady: true };
    return { shared: redis && new RateLimiterRedis(inRedis), here: new RateLimiterMemory(options) };
  };
  /** Every request counts something, so none waits for a Redis that hangs. */
  const use = async <T>({ shared, here }: Limiter, ask: (one: RateLimiterAbstract) => Promise<T>): Promise<T> => {
    const counted = shared && !isResting() ? await attempt(async () => ({ answer: await ask(shared) })) : null;
    return counted ? counted.answer : ask(here);
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

  const consume = async (limiter: Limiter, key: string): Promise<number> => {
    const counted = await use(limiter, async (one) => {
      try {
        return await one.consume(key);
      } catch (problem) {
        if (problem instanceof RateLimiterRes) return { refusedForMs: problem.msBeforeNext };
        throw problem;
      }
    });
    if ('refusedForMs' in counted) throw tooMany(counted.refusedForMs);
    return counted.consumedPoints;
  };

  return {
    take: async (name, counted) => {
      const key = keyOf(counted);
      const { limit, count, delay } = limitOf(name);
      if (!limit.growing || !delay) return void (await consume(count, key));
      const waiting = await use(delay, (one) => one.get(key));
      if (waiting && waiting.msBeforeNext > 0) throw tooMany(waiting.msBeforeNext);
      const beyond = (await consume(count, key)) - limit.times;
      if (beyond >= 0) {
        const { firstS, mostS } = limit.growing;
        await use(delay, (one) => one.block(key, Math.min(mostS, firstS * 2 ** Math.min(beyond, 20))));
      }
    },
    giveBack: async (name, key, times = 1) => {
      await use(limitOf(name).count, (one) => one.reward(keyOf(key), times));
    },
    forget: async (name, key) => {
      const { count, delay } = limitOf(name);
      for (const limiter of delay ? [count, delay] : [count]) await use(limiter, (one) => one.delete(keyOf(key)));
    },
  };
};

/** What somebody typed may be long, and is kept for an hour. */
const LONGEST_KEY = 64;

const keyOf = (counted: string): string =>
  counted.length > LONGEST_KEY ? createHash('sha256').update(counted).digest('base64url') : counted;

const tooMany = (msBeforeNext: number): AppError =>
  new AppError('too_many_requests', { retryAfterS: Math.max(1, Math.ceil(msBeforeNext / 1_000)) });
