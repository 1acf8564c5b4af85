import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';
import { createFakeClock, type FakeClock } from '../platform/fake-clock.ts';
import { insertAccount } from './account-store.ts';
import { createRedisSessionStore } from './session-store.redis.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';

const HOUR_MS = 3_600_000;
let database: TestDatabase;
let redis: TestRedis;
let accountId: string;
beforeAll(async () => {
  database = await openTestDatabase();
  redis = await openTestRedis();
  const account = { username: 'zoe', email: 'zoe@radio.example', passwordHash: 'x' };
  accountId = (await insertAccount(database.sql, account)).id;
});
afterAll(async () => {
  await redis.close();
  await database.close();
});

const STORES = {
  PostgreSQL: (clock: FakeClock) => createSessionStore({ sql: database.sql, clock }),
  Redis: (clock: FakeClock) => createRedisSessionStore({ redis: redis.redis, clock }),
};

describe.each(['PostgreSQL', 'Redis'] as const)('sessions in %s', (kind) => {
  let clock: FakeClock;
  let store: SessionStore;
  let tokenHash: string;
  let count = 0;
  beforeEach(() => {
    clock = createFakeClock();
    store = STORES[kind](clock);
    count += 1;
    tokenHash = `hash-${count}`;
  });
  const add = (livesMs = HOUR_MS) => store.add({ tokenHash, accountId, expiresAtMs: clock.now() + livesMs });

  test('what was added is found, whole', async () => {
    await add();
    expect(await store.find(tokenHash)).toEqual({ tokenHash, accountId, expiresAtMs: clock.now() + HOUR_MS });
  });

  test('what was never added is not found', async () => {
    expect(await store.find('nothing')).toBeNull();
  });

  test('what has expired is not found', async () => {
    await add();
    clock.advance(HOUR_MS - 1);
    expect(await store.find(tokenHash)).not.toBeNull();
    clock.advance(1);
    expect(await store.find(tokenHash)).toBeNull();
  });

  test('what was prolonged lives longer', async () => {
    await add();
    await store.prolong(tokenHash, clock.now() + 3 * HOUR_MS);
    clock.advance(2 * HOUR_MS);
    expect(await store.find(tokenHash)).toMatchObject({ accountId });
  });

  test('what was removed is gone, and prolonging does not bring it back', async () => {
    await add();
    await store.remove(tokenHash);
    await store.prolong(tokenHash, clock.now() + HOUR_MS);
    expect(await store.find(tokenHash)).toBeNull();
  });

  test('removing and prolonging what is not there does nothing', async () => {
    await store.remove('nothing');
    await store.prolong('nothing', clock.now() + HOUR_MS);
    expect(await store.find('nothing')).toBeNull();
  });

  test('one session ends without the others', async () => {
    await add();
    await store.add({ tokenHash: `${tokenHash}-other`, accountId, expiresAtMs: clock.now() + HOUR_MS });
    await store.remove(tokenHash);
    expect(await store.find(`${tokenHash}-other`)).not.toBeNull();
  });
});

test('PostgreSQL does not gather expired sessions', async () => {
  const clock = createFakeClock(Date.UTC(2030, 0, 1));
  const store = createSessionStore({ sql: database.sql, clock });
  await store.add({ tokenHash: 'old', accountId, expiresAtMs: clock.now() + HOUR_MS });
  clock.advance(2 * HOUR_MS);
  await store.add({ tokenHash: 'new', accountId, expiresAtMs: clock.now() + HOUR_MS });
  expect(await database.sql`select token_hash from session where token_hash in ('old', 'new')`).toEqual([
    { tokenHash: 'new' },
  ]);
});

test('Redis keeps nothing without an end', async () => {
  const clock = createFakeClock();
  await createRedisSessionStore({ redis: redis.redis, clock }).add({
    tokenHash: 'e',
    accountId,
    expiresAtMs: clock.now() + HOUR_MS,
  });
  const keys = await redis.redis.keys('*');
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) expect(await redis.redis.pTTL(key)).toBeGreaterThan(0);
});
