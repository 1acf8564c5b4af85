import { randomUUID } from 'node:crypto';
import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestRedis, type TestRedis } from '../../../testing/test-redis.ts';
import { createRedisCeremonyStore } from './ceremony-store.redis.ts';
import { CEREMONY_MS, type Ceremony, type CeremonyStore, createCeremonyStore } from './ceremony-store.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await openTestRedis();
});
afterAll(() => redis.close());

let clock: FakeClock;
beforeEach(() => {
  clock = createFakeClock();
});

const STORES = {
  'in process': () => createCeremonyStore({ clock }),
  'in Redis': () => createRedisCeremonyStore({ redis: redis.redis }),
};
const ADD: Ceremony = { purpose: 'add', accountId: randomUUID(), challenge: 'c1' };
const SIGN_IN: Ceremony = { purpose: 'sign-in', challenge: 'c2' };

describe.each(['in process', 'in Redis'] as const)('ceremonies %s', (kind) => {
  let store: CeremonyStore;
  beforeEach(() => {
    store = STORES[kind]();
  });

  test('what was put is taken, whole, each by its own token', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await store.put(one, ADD);
    await store.put(other, SIGN_IN);
    expect(await store.take(other)).toEqual(SIGN_IN);
    expect(await store.take(one)).toEqual(ADD);
  });

  test('of many who bring the same token one gets it', async () => {
    const token = randomUUID();
    await store.put(token, SIGN_IN);
    const taken = await Promise.all([store.take(token), store.take(token), store.take(token)]);
    expect(taken.filter((it) => it !== null)).toEqual([SIGN_IN]);
  });

  test('what was never put is not there', async () => {
    expect(await store.take(randomUUID())).toBeNull();
  });
});

test('in process a challenge is good for five minutes', async () => {
  const store = createCeremonyStore({ clock });
  await store.put('young', SIGN_IN);
  await store.put('old', SIGN_IN);
  clock.advance(CEREMONY_MS - 1);
  expect(await store.take('young')).toEqual(SIGN_IN);
  clock.advance(1);
  expect(await store.take('old')).toBeNull();
});

test('in Redis too', async () => {
  const token = randomUUID();
  await createRedisCeremonyStore({ redis: redis.redis }).put(token, SIGN_IN);
  const [key = ''] = await redis.redis.keys(`*${token}`);
  const leftMs = await redis.redis.pTTL(key);
  expect(leftMs).toBeGreaterThan(CEREMONY_MS - 60_000);
  expect(leftMs).toBeLessThanOrEqual(CEREMONY_MS);
});

test('in process there are never too many: the oldest goes', async () => {
  const store = createCeremonyStore({ clock, most: 2 });
  for (const token of ['a', 'b', 'c']) await store.put(token, SIGN_IN);
  expect(await store.take('a')).toBeNull();
  expect(await store.take('b')).toEqual(SIGN_IN);
  expect(await store.take('c')).toEqual(SIGN_IN);
});
