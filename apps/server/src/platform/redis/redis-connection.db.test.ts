import { expect, test, vi } from 'vitest';
import { startRedisProcess } from '../../../testing/redis-process.ts';
import { silentLogger } from '../index.ts';
import { connectRedis, isRedisUnreachable } from './redis-connection.ts';

test('a Redis that is not there is told in a sentence, without the password', async () => {
  const connecting = connectRedis({ url: 'redis://:hunter2@127.0.0.1:1/0', log: silentLogger, firstAttempts: 2 });
  await expect(connecting).rejects.toThrow(/^Redis at 127\.0\.0\.1:1 \(REDIS_URL\) is not reachable: .*ECONNREFUSED/);
});

test('while Redis is away every command fails at once, and the loss is told once', async () => {
  const server = await startRedisProcess();
  const errors: string[] = [];
  const log = { ...silentLogger, error: (_: object, sentence: string) => void errors.push(sentence) };
  const redis = await connectRedis({ url: server.url, log });
  await redis.set('key', 'value', { expiration: { type: 'PX', value: 60_000 } });

  await server.stop();
  await vi.waitUntil(() => !redis.isReady, { timeout: 10_000 });
  const began = performance.now();
  const error: unknown = await redis.get('key').catch((reason: unknown) => reason);
  expect(isRedisUnreachable(error)).toBe(true);
  expect(performance.now() - began).toBeLessThan(1_000);
  await vi.waitUntil(() => errors.length > 0, { timeout: 10_000 });
  expect(errors).toEqual(['Redis is not reachable. Trying again until it is.']);
  redis.destroy();
});
