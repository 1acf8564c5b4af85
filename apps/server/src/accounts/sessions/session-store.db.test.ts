import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startRedisProcess } from '../../../testing/redis-process.ts';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { openTestRedis, type TestRedis } from '../../../testing/test-redis.ts';
import { silentLogger, systemChance } from '../../platform/index.ts';
import { connectRedis, type Redis } from '../../platform/redis/index.ts';
import { insertAccount } from '../account-store.ts';
import { createRedisSessionStore } from './session-store.redis.ts';
import { createSessionStore, MOST_SESSIONS, type SessionStore, type StoredSession } from './session-store.ts';

const HOUR_MS = 3_600_000;
let database: TestDatabase;
let redis: TestRedis;
let zoe: string;
let max: string;
beforeAll(async () => {
  database = await openTestDatabase();
  redis = await openTestRedis();
  const idOf = async (username: string): Promise<string> => {
    const more = { email: `${username}@radio.example`, passwordHash: 'x', language: 'en', confirmedAt: null } as const;
    return (await insertAccount(database.sql, { username, ...more })).id;
  };
  zoe = await idOf('zoe');
  max = await idOf('max');
});
afterAll(async () => {
  await redis.close();
  await database.close();
});

const inPostgres = (clock: FakeClock): SessionStore => createSessionStore({ sql: database.sql, clock });
const STORES = {
  PostgreSQL: inPostgres,
  'PostgreSQL, with Redis before it': (clock: FakeClock) =>
    createRedisSessionStore({ kept: inPostgres(clock), redis: redis.redis, clock, log: silentLogger }),
};

describe.each(['PostgreSQL', 'PostgreSQL, with Redis before it'] as const)('sessions in %s', (kind) => {
  let clock: FakeClock;
  let store: SessionStore;
  beforeEach(async () => {
    clock = createFakeClock();
    store = STORES[kind](clock);
    await database.sql`delete from session`;
    await redis.redis.flushDb();
  });

  const add = async (tokenHash: string, more: Partial<StoredSession> = {}): Promise<StoredSession> => {
    const nowMs = clock.now();
    const session = {
      tokenHash,
      id: systemChance.uuid(),
      accountId: zoe,
      device: 'Firefox on Linux',
      address: '192.0.2.1',
      signedInAtMs: nowMs,
      lastUsedAtMs: nowMs,
      expiresAtMs: nowMs + HOUR_MS,
      ...more,
    };
    await store.add(session);
    return session;
  };

  test('an account has a hundred at most: the one that was not used for longest ends', async () => {
    for (let number = 0; number < MOST_SESSIONS; number += 1) {
      clock.advance(1_000);
      await add(`hash ${number}`);
    }
    clock.advance(1_000);
    const lastUsedAtMs = clock.now();
    await store.touch('hash 0', { address: null, lastUsedAtMs, expiresAtMs: lastUsedAtMs + HOUR_MS });
    clock.advance(1_000);
    await add('one more');
    await add('of somebody else', { accountId: max });
    expect(await store.find('hash 1')).toBeNull();
    expect(await store.find('hash 0')).not.toBeNull();
    expect(await store.listOf(zoe)).toHaveLength(MOST_SESSIONS);
    expect(await store.find('of somebody else')).not.toBeNull();
  });
  const use = (livesMs: number) => ({
    address: '192.0.2.2',
    lastUsedAtMs: clock.now(),
    expiresAtMs: clock.now() + livesMs,
  });

  test('what was added is found, whole', async () => {
    const session = await add('a');
    expect(await store.find('a')).toEqual(session);
    const bare = await add('b', { device: null, address: null });
    expect(await store.find('b')).toEqual(bare);
  });

  test('what was never added is not found', async () => {
    expect(await store.find('nothing')).toBeNull();
    expect(await store.listOf(zoe)).toEqual([]);
  });

  test('what has expired is neither found nor listed', async () => {
    const session = await add('a');
    clock.advance(HOUR_MS - 1);
    expect(await store.find('a')).not.toBeNull();
    expect(await store.listOf(zoe)).toEqual([session]);
    clock.advance(1);
    expect(await store.find('a')).toBeNull();
    expect(await store.listOf(zoe)).toEqual([]);
  });

  test('what was used again lives longer, and says when and from where', async () => {
    const session = await add('a');
    clock.advance(HOUR_MS / 2);
    const again = use(3 * HOUR_MS);
    await store.touch('a', again);
    clock.advance(2 * HOUR_MS);
    expect(await store.find('a')).toEqual({ ...session, ...again });
    expect(await store.listOf(zoe)).toEqual([{ ...session, ...again }]);
  });

  test('what was removed is gone, and using it does not bring it back', async () => {
    await add('a');
    await store.remove('a');
    await store.touch('a', use(HOUR_MS));
    expect(await store.find('a')).toBeNull();
    expect(await store.listOf(zoe)).toEqual([]);
  });

  test('removing and using what is not there does nothing', async () => {
    await store.remove('nothing');
    await store.touch('nothing', use(HOUR_MS));
    await store.removeAllOf(zoe, { but: null, db: null });
    expect(await store.find('nothing')).toBeNull();
  });

  test('the sessions of one account are listed, the last used first', async () => {
    const first = await add('a');
    clock.advance(1);
    const second = await add('b');
    await add('c', { accountId: max });
    expect(await store.listOf(zoe)).toEqual([second, first]);
    clock.advance(1);
    await store.touch('a', use(HOUR_MS));
    expect((await store.listOf(zoe)).map(({ tokenHash }) => tokenHash)).toEqual(['a', 'b']);
  });

  test('one session ends without the others', async () => {
    await add('a');
    const other = await add('b');
    await store.remove('a');
    expect(await store.listOf(zoe)).toEqual([other]);
  });

  test('all sessions of one account end, but one, and nobody else’s', async () => {
    await add('a');
    const kept = await add('b');
    const others = await add('c', { accountId: max });
    await store.removeAllOf(zoe, { but: 'b', db: null });
    expect(await store.find('a')).toBeNull();
    expect(await store.listOf(zoe)).toEqual([kept]);
    await store.removeAllOf(zoe, { but: null, db: null });
    expect(await store.listOf(zoe)).toEqual([]);
    expect(await store.find('c')).toEqual(others);
  });
});

test('PostgreSQL does not gather expired sessions', async () => {
  const clock = createFakeClock(Date.UTC(2030, 0, 1));
  const store = createSessionStore({ sql: database.sql, clock });
  const session = { accountId: zoe, device: null, address: null, signedInAtMs: clock.now(), lastUsedAtMs: clock.now() };
  await store.add({ ...session, tokenHash: 'old', id: systemChance.uuid(), expiresAtMs: clock.now() + HOUR_MS });
  clock.advance(2 * HOUR_MS);
  await store.add({ ...session, tokenHash: 'new', id: systemChance.uuid(), expiresAtMs: clock.now() + HOUR_MS });
  expect(await database.sql`select token_hash from session where token_hash in ('old', 'new')`).toEqual([
    { tokenHash: 'new' },
  ]);
});

test('PostgreSQL ends sessions together with the transaction, or not at all', async () => {
  const clock = createFakeClock();
  const store = createSessionStore({ sql: database.sql, clock });
  const session = { accountId: zoe, device: null, address: null, signedInAtMs: clock.now(), lastUsedAtMs: clock.now() };
  await store.add({ ...session, tokenHash: 't', id: systemChance.uuid(), expiresAtMs: clock.now() + HOUR_MS });
  const broken = database.sql.begin(async (tx) => {
    await store.removeAllOf(zoe, { but: null, db: tx });
    throw new Error('something else went wrong');
  });
  await expect(broken).rejects.toThrow('something else');
  expect(await store.find('t')).not.toBeNull();
});

describe('Redis', () => {
  const clock = createFakeClock();
  const nowMs = clock.now();
  let kept: SessionStore;
  let reads: number;
  beforeEach(async () => {
    await redis.redis.flushDb();
    await database.sql`delete from session`;
    reads = 0;
    const inside = inPostgres(clock);
    kept = {
      ...inside,
      find: (tokenHash) => {
        reads += 1;
        return inside.find(tokenHash);
      },
    };
    const session = { tokenHash: 'e', id: systemChance.uuid(), accountId: zoe, device: null, address: null };
    await kept.add({ ...session, signedInAtMs: nowMs, lastUsedAtMs: nowMs, expiresAtMs: nowMs + HOUR_MS });
  });
  const before = (own: Redis = redis.redis): SessionStore =>
    createRedisSessionStore({ kept, redis: own, clock, log: silentLogger });

  test('answers for PostgreSQL, and keeps nothing for longer than a minute', async () => {
    const session = await before().find('e');
    expect(session?.accountId).toBe(zoe);
    for (let time = 0; time < 5; time += 1) expect(await before().find('e')).toEqual(session);
    expect(reads).toBe(1);
    const [key = ''] = await redis.redis.keys('*');
    const leftMs = await redis.redis.pTTL(key);
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  });

  test('that was flushed signs nobody out', async () => {
    const store = before();
    await store.find('e');
    await redis.redis.flushDb();
    expect(await store.find('e')).not.toBeNull();
    expect(await store.listOf(zoe)).toHaveLength(1);
  });

  test('that is away signs nobody out, and keeps nobody from signing out', async () => {
    const server = await startRedisProcess();
    const own = await connectRedis({ url: server.url, log: silentLogger });
    const store = before(own);
    await store.find('e');
    await server.stop();
    expect(await store.find('e')).not.toBeNull();
    await store.touch('e', { address: null, lastUsedAtMs: nowMs + 1, expiresAtMs: nowMs + HOUR_MS });
    await store.remove('e');
    expect(await store.find('e')).toBeNull();
    own.destroy();
  });

  test('does not bring back a session that ended while it was read for somebody', async () => {
    const slow = { ...kept };
    const store = createRedisSessionStore({ kept: slow, redis: redis.redis, clock, log: silentLogger });
    slow.find = async (tokenHash) => {
      const session = await kept.find(tokenHash);
      await before().remove(tokenHash);
      return session;
    };
    await store.find('e');
    expect(await before().find('e')).toBeNull();
  });

  test('does not bring back what a transaction ends, read before it was committed', async () => {
    const store = before();
    await database.sql.begin(async (tx) => {
      await store.removeAllOf(zoe, { but: null, db: tx });
      expect(await before().find('e')).not.toBeNull();
    });
    expect(await before().find('e')).toBeNull();
  });

  test('ends the one that was one too many, although it is in use', async () => {
    const store = before();
    await store.find('e');
    for (let number = 0; number < MOST_SESSIONS; number += 1) {
      const session = {
        tokenHash: `more ${number}`,
        id: systemChance.uuid(),
        accountId: zoe,
        device: null,
        address: null,
      };
      await store.add({ ...session, signedInAtMs: nowMs + 1, lastUsedAtMs: nowMs + 1, expiresAtMs: nowMs + HOUR_MS });
    }
    expect(await store.find('e')).toBeNull();
  });
});
