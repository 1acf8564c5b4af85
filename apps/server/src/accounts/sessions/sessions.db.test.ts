import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { systemChance } from '../../platform/index.ts';
import { insertAccount } from '../account-store.ts';
import { createSessionStore } from './session-store.ts';
import { createSessions, type Sessions } from './sessions.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const PLACE = { cookieHeader: null, userAgent: 'livestreamer/1.0', address: '192.0.2.1' };
let database: TestDatabase;
let accountId: string;
let clock: FakeClock;
let sessions: Sessions;
beforeAll(async () => {
  database = await openTestDatabase();
  const account = {
    username: 'zoe',
    email: 'zoe@radio.example',
    passwordHash: 'x',
    language: 'en',
    confirmedAt: null,
  } as const;
  accountId = (await insertAccount(database.sql, account)).id;
});
beforeEach(async () => {
  clock = createFakeClock();
  sessions = sessionsWith('one secret');
  await database.sql`delete from session`;
});
afterAll(() => database.close());

const sessionsWith = (secret: string): Sessions =>
  createSessions({
    store: createSessionStore({ sql: database.sql, clock }),
    secret,
    secure: true,
    clock,
    chance: systemChance,
  });

const signIn = async (before: string | null = null): Promise<string> => {
  const { name, value } = await sessions.open(accountId, { ...PLACE, cookieHeader: before });
  return `${name}=${value}`;
};

const expiresAt = async (): Promise<number | undefined> => {
  const [row] = await database.sql<{ expiresAt: Date }[]>`select expires_at from session`;
  return row?.expiresAt.getTime();
};

test('a session that is used lives on, one that is not ends after 30 days', async () => {
  const cookie = await signIn();
  for (let day = 0; day < 60; day += 20) {
    clock.advance(20 * DAY_MS);
    expect(await sessions.accountIdOf(cookie)).toBe(accountId);
  }
  clock.advance(30 * DAY_MS);
  expect(await sessions.accountIdOf(cookie)).toBeNull();
});

test('use is written down at most once in ten minutes', async () => {
  const cookie = await signIn();
  const first = await expiresAt();
  clock.advance(10 * MINUTE_MS - 1);
  await sessions.accountIdOf(cookie);
  expect(await expiresAt()).toBe(first);
  clock.advance(1);
  await sessions.accountIdOf(cookie);
  expect(await expiresAt()).toBe(clock.now() + 30 * DAY_MS);
});

test('the list tells the devices apart, and which one asks', async () => {
  const phone = await sessions.open(accountId, {
    cookieHeader: null,
    userAgent: 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
    address: '192.0.2.7',
  });
  clock.advance(MINUTE_MS);
  const signedInAt = new Date(clock.now()).toISOString();
  const cookie = await signIn();
  clock.advance(DAY_MS);
  const lastUsedAt = new Date(clock.now()).toISOString();
  await sessions.accountIdOf(cookie, '192.0.2.9');
  const list = await sessions.listOf(accountId, cookie);
  expect(list).toMatchObject([
    { device: 'livestreamer', address: '192.0.2.9', signedInAt, lastUsedAt, current: true },
    { device: 'Firefox on Android', address: '192.0.2.7', current: false },
  ]);
  expect(JSON.stringify(list)).not.toContain(phone.value);
});

test('one session ends by its id, which only its owner can use', async () => {
  const cookie = await signIn();
  const [session] = await sessions.listOf(accountId, null);
  expect(session).toMatchObject({ current: false });
  const { id = '' } = session ?? {};
  expect(await sessions.end(systemChance.uuid(), id)).toBe(false);
  expect(await sessions.accountIdOf(cookie)).toBe(accountId);
  expect(await sessions.end(accountId, id)).toBe(true);
  expect(await sessions.accountIdOf(cookie)).toBeNull();
  expect(await sessions.end(accountId, id)).toBe(false);
});

test('all sessions end, but the one that asks', async () => {
  const [phone, laptop] = [await signIn(), await signIn()];
  await sessions.endAllOf(accountId, { but: laptop });
  expect(await sessions.accountIdOf(phone)).toBeNull();
  expect(await sessions.accountIdOf(laptop)).toBe(accountId);
  await sessions.endAllOf(accountId);
  expect(await sessions.accountIdOf(laptop)).toBeNull();
});

test('signing in again gives a new session and ends the one before', async () => {
  const before = await signIn();
  const after = await signIn(before);
  expect(after).not.toBe(before);
  expect(await sessions.accountIdOf(before)).toBeNull();
  expect(await sessions.accountIdOf(after)).toBe(accountId);
});

test('a session that somebody made up is not taken over by signing in', async () => {
  const after = await signIn('__Host-livestreamer_session=chosen-by-an-attacker');
  expect(after).not.toContain('chosen-by-an-attacker');
});

test('the token is nowhere in the database, and another secret does not read it', async () => {
  const cookie = await signIn();
  const stored = JSON.stringify(await database.sql`select token_hash, account_id from session`);
  expect(stored).not.toContain(cookie.split('=')[1]);
  expect(await sessionsWith('another secret').accountIdOf(cookie)).toBeNull();
});

test('the cookie is of this very host where people come by https', async () => {
  expect(await sessions.open(accountId, PLACE)).toMatchObject({ name: '__Host-livestreamer_session', secure: true });
  expect(await sessions.close(await signIn())).toEqual({
    name: '__Host-livestreamer_session',
    value: '',
    maxAgeS: 0,
    secure: true,
  });
});

test.each([
  null,
  '',
  'other=1',
  'livestreamer_session=of-a-neighbour',
  '__Host-livestreamer_session=',
  '__Host-livestreamer_session=%E0%A4',
  `__Host-livestreamer_session=${'x'.repeat(9_000)}`,
])('nobody is signed in with the cookie %s', async (cookie) => {
  expect(await sessions.accountIdOf(cookie)).toBeNull();
});
