import { systemClock as clock } from '@livestreamer/clock';
import { afterEach, describe, expect, test } from 'vitest';
import { startRedisProcess } from '../../../testing/redis-process.ts';
import { openTestRedis } from '../../../testing/test-redis.ts';
import { AppError } from '../errors.ts';
import { silentLogger } from '../index.ts';
import { connectRedis, type Redis } from '../redis/index.ts';
import { type LimitName, RATE_LIMITS, type RateLimit } from './rate-limit-table.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';

const TOOLS = { clock, log: silentLogger };

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
});

const redisOfTest = async (): Promise<Redis> => {
  const opened = await openTestRedis();
  undo.push(opened.close);
  const redis = await connectRedis({ url: opened.url, log: silentLogger });
  undo.push(() => redis.destroy());
  return redis;
};

const tableWith = (changes: Partial<Record<LimitName, RateLimit>>): Record<LimitName, RateLimit> => ({
  ...RATE_LIMITS,
  ...changes,
});

/** Null when it was let through, else the seconds to wait. */
const waitOf = async (limits: RateLimits, name: LimitName, key: string): Promise<number | null> => {
  try {
    await limits.take(name, key);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many_requests') return error.retryAfterS ?? 0;
    throw error;
  }
};

describe.each([
  ['in process', async (): Promise<Redis | null> => null],
  ['in Redis', redisOfTest],
] as const)('rate limits %s', (_, store) => {
  test('let so many through and tell the next one how long to wait; others are not concerned', async () => {
    const limits = createRateLimits({
      ...TOOLS,
      redis: await store(),
      table: tableWith({ 'heart-address': { times: 3, withinS: 60 } }),
    });
    for (let time = 0; time < 3; time += 1) expect(await waitOf(limits, 'heart-address', 'a')).toBeNull();
    expect(await waitOf(limits, 'heart-address', 'a')).toBeGreaterThan(50);
    expect(await waitOf(limits, 'heart-address', 'b')).toBeNull();
    expect(await waitOf(limits, 'chat-person', 'a')).toBeNull();
  });

  test('give back what was done rightly', async () => {
    const limits = createRateLimits({
      ...TOOLS,
      redis: await store(),
      table: tableWith({ 'heart-address': { times: 2, withinS: 60 } }),
    });
    for (let time = 0; time < 6; time += 1) {
      expect(await waitOf(limits, 'heart-address', 'a')).toBeNull();
      expect(await waitOf(limits, 'heart-address', 'a')).toBeNull();
      await limits.giveBack('heart-address', 'a', 2);
    }
  });

  test('forget somebody', async () => {
    const limits = createRateLimits({
      ...TOOLS,
      redis: await store(),
      table: tableWith({ 'heart-address': { times: 1, withinS: 60 } }),
    });
    await limits.take('heart-address', 'a');
    expect(await waitOf(limits, 'heart-address', 'a')).not.toBeNull();
    await limits.forget('heart-address', 'a');
    expect(await waitOf(limits, 'heart-address', 'a')).toBeNull();
  });

  test('grow the delay up to its most, and what comes during a delay does not make it longer', {
    timeout: 30_000,
  }, async () => {
    const growing = { times: 2, withinS: 600, growing: { firstS: 1, mostS: 2 } };
    const limits = createRateLimits({
      ...TOOLS,
      redis: await store(),
      table: tableWith({ 'sign-in-account': growing }),
    });
    const delays: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      // Whoever waits as long as told gets one more attempt.
      for (let waitS = 0; waitS !== null; ) {
        const nextS = await waitOf(limits, 'sign-in-account', 'anna');
        if (nextS === null) break;
        waitS = nextS;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      for (let hammering = 0; hammering < 20; hammering += 1) {
        const waitS = await waitOf(limits, 'sign-in-account', 'anna');
        if (hammering === 19 && waitS !== null) delays.push(waitS);
      }
    }
    expect(delays).toEqual([1, 2, 2, 2]);
  });
});

test('while Redis is away the limits go on in process', async () => {
  const server = await startRedisProcess();
  const redis = await connectRedis({ url: server.url, log: silentLogger });
  undo.push(() => redis.destroy());
  const limits = createRateLimits({
    ...TOOLS,
    redis,
    table: tableWith({ 'heart-address': { times: 2, withinS: 60 } }),
  });
  await limits.take('heart-address', 'a');
  await server.stop();
  expect(await waitOf(limits, 'heart-address', 'a')).toBeNull();
  expect(await waitOf(limits, 'heart-address', 'a')).toBeNull();
  expect(await waitOf(limits, 'heart-address', 'a')).not.toBeNull();
});
