import { randomUUID } from 'node:crypto';
import { systemClock as clock, createFakeClock } from '@livestreamer/clock';
import { afterEach, expect, test, vi } from 'vitest';
import { type RedisProcess, startRedisProcess } from '../../testing/redis-process.ts';
import { startTcpProxy, type TcpProxy } from '../../testing/tcp-proxy.ts';
import { systemChance as chance, silentLogger } from '../platform/index.ts';
import { connectRedis, type Redis } from '../platform/redis/index.ts';
import { createRedisAccessBus } from './access-bus.redis.ts';
import type { AccessBus } from './access-bus.ts';

let server: RedisProcess;
let line: TcpProxy;
let redis: Redis;
let bus: AccessBus;

/** A bus that is not started, over a line that can be cut. */
const set = async (itsClock = clock) => {
  server = await startRedisProcess();
  const url = new URL(server.url);
  line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  redis = await connectRedis({ url: `redis://127.0.0.1:${line.port}`, log: silentLogger });
  const warnings: string[] = [];
  const log = { ...silentLogger, warn: (_: object, sentence: string) => void warnings.push(sentence) };
  bus = createRedisAccessBus({ redis, clock: itsClock, chance, log });
  const heard: string[] = [];
  bus.listen({ onChange: (accountId) => heard.push(accountId), onGap: () => heard.push('gap') });
  return { heard, warnings };
};
afterEach(async () => {
  await bus.stop();
  redis.destroy();
  await line.close();
  await server.stop();
});

test('while Redis is lost this node hears of its own changes; when it can hear the others again it is told of the gap', async () => {
  const { heard, warnings } = await set();
  await bus.start();
  heard.length = 0;
  line.cut();
  await vi.waitFor(() => expect(redis.isReady).toBe(false));
  const accounts = [randomUUID(), randomUUID()];
  for (const accountId of accounts) bus.tell(accountId);
  expect(heard).toEqual(accounts);
  await vi.waitFor(() => expect(bus.counters.heardHereOnly).toBe(2));
  expect(warnings).toHaveLength(1);
  line.mend();
  await vi.waitFor(() => expect(heard).toEqual([...accounts, 'gap']), { timeout: 10_000 });
});

test.each([
  ['what a node could not tell it tells when Redis is back, to those who never lost it', 3],
  ['when that is too much, it tells of a gap', 1_001],
])('%s', async (_, many) => {
  await set();
  await bus.start();
  const direct = await connectRedis({ url: server.url, log: silentLogger });
  const other = createRedisAccessBus({ redis: direct, clock, chance, log: silentLogger });
  const heardThere: string[] = [];
  other.listen({ onChange: (accountId) => heardThere.push(accountId), onGap: () => heardThere.push('gap') });
  await other.start();
  heardThere.length = 0;
  line.cut();
  await vi.waitFor(() => expect(redis.isReady).toBe(false));
  const accounts = Array.from({ length: many }, () => randomUUID());
  for (const accountId of accounts) bus.tell(accountId);
  await vi.waitFor(() => expect(bus.counters.heardHereOnly).toBe(many));
  expect(heardThere).toEqual([]);
  line.mend();
  const heardLater = many > 1_000 ? ['gap'] : accounts;
  await vi.waitFor(() => expect(heardThere).toEqual(heardLater), { timeout: 15_000 });
  await other.stop();
  direct.destroy();
});

test('a start that Redis leaves without an answer fails in time', async () => {
  const fakeClock = createFakeClock();
  await set(fakeClock);
  line.cut();
  await vi.waitUntil(() => !redis.isReady);
  const started = expect(bus.start()).rejects.toThrow('Redis let nobody subscribe within 5 s.');
  await vi.waitUntil(() => fakeClock.pending() === 1);
  fakeClock.advance(5_000);
  await started;
  expect(fakeClock.pending()).toBe(0);
});
