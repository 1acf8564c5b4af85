import { randomUUID } from 'node:crypto';
import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';
import { systemChance as chance, silentLogger as log } from '../platform/index.ts';
import { createRedisAccessBus } from './access-bus.redis.ts';
import { type AccessBus, createAccessBus } from './access-bus.ts';

let testRedis: TestRedis;
const buses: AccessBus[] = [];

beforeAll(async () => {
  testRedis = await openTestRedis();
});
afterEach(async () => {
  for (const bus of buses.splice(0)) await bus.stop();
});
afterAll(() => testRedis.close());

const BUSES = {
  'in process': createAccessBus,
  'over Redis': () => createRedisAccessBus({ redis: testRedis.redis, clock, chance, log }),
};

/** A started bus, and what it heard of. */
const open = async (kind: keyof typeof BUSES) => {
  const bus = BUSES[kind]();
  buses.push(bus);
  const heard: string[] = [];
  bus.listen({ onChange: (accountId) => heard.push(accountId), onGap: () => undefined });
  await bus.start();
  return { bus, heard };
};

describe.each(['in process', 'over Redis'] as const)('the bus %s', (kind) => {
  test('this node has heard of a change when it was told, once', async () => {
    const { bus, heard } = await open(kind);
    const [one, other] = [randomUUID(), randomUUID()];
    bus.tell(one);
    expect(heard).toEqual([one]);
    bus.tell(other);
    expect(heard).toEqual([one, other]);
    expect(bus.counters.heardHereOnly).toBe(0);
  });

  test('after stop nothing that is told on it is heard', async () => {
    const { bus, heard } = await open(kind);
    await bus.stop();
    bus.tell(randomUUID());
    expect(heard).toEqual([]);
  });
});

test('every node hears of a change once, whichever was told', async () => {
  const nodes = [await open('over Redis'), await open('over Redis'), await open('over Redis')];
  const accounts = nodes.map(() => randomUUID());
  for (const [place, { bus }] of nodes.entries()) bus.tell(accounts[place] ?? '');
  const last = randomUUID();
  nodes[0]?.bus.tell(last);
  for (const { heard } of nodes) await vi.waitFor(() => expect([...heard].sort()).toEqual([...accounts, last].sort()));
});

test('what is no account is not passed on', async () => {
  const { heard } = await open('over Redis');
  const channel = `livestreamer:access:${new URL(testRedis.url).pathname.slice(1)}`;
  for (const nonsense of ['nonsense', 'n1', 'n1 everybody', `n1 ${randomUUID()} more`])
    await testRedis.redis.publish(channel, nonsense);
  const known = randomUUID();
  await testRedis.redis.publish(channel, `n1 ${known}`);
  await vi.waitFor(() => expect(heard).toEqual([known]));
});
