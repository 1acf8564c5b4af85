import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { AppError, silentLogger } from '../platform/index.ts';
import { type AddressBans, createAddressBans } from './address-bans.ts';

const MOST = 50;
let database: TestDatabase;
let clock: FakeClock;
let bans: AddressBans;
beforeEach(async () => {
  database = await openTestDatabase();
  clock = createFakeClock(Date.now());
  const tooMany = () => Promise.reject(new AppError('too_many_requests'));
  const limits = { take: tooMany, forget: async () => undefined, giveBack: async () => undefined };
  bans = createAddressBans({ sql: database.sql, limits, clock, log: silentLogger, mostRanges: MOST });
});
afterEach(() => database.close());

const addressAt = (count: number): string => `203.0.${Math.floor(count / 250)}.${(count % 250) + 1}`;
const stored = async (): Promise<number> => {
  const [row] = await database.sql<{ count: number }[]>`select count(*)::int as count from address_ban`;
  return row?.count ?? 0;
};
const banned = (count: number): number =>
  Array.from({ length: count }, (_, place) => bans.isBanned(addressAt(place))).filter(Boolean).length;

/** So many addresses flood, one after the other. */
const flood = async (count: number): Promise<void> => {
  for (let place = 0; place < count; place++) {
    clock.advance(1);
    bans.noteRefusal(addressAt(place));
    await vi.waitUntil(() => bans.isBanned(addressAt(place)), { interval: 1 });
  }
  await vi.waitUntil(async () => (await stored()) >= Math.min(count, MOST), { timeout: 10_000 });
};

test('a flood from many addresses fills neither the memory nor the database: the newest bans are kept', async () => {
  await flood(3 * MOST);
  expect(banned(3 * MOST)).toBe(MOST);
  await vi.waitUntil(async () => (await stored()) === 3 * MOST, { timeout: 10_000 });
  await bans.refresh();
  expect(await stored()).toBe(MOST);
  expect(banned(3 * MOST)).toBe(MOST);
  expect([bans.isBanned(addressAt(3 * MOST - 1)), bans.isBanned(addressAt(0))]).toEqual([true, false]);
});

test('what people banned is not pushed out by what the server bans', async () => {
  const [admin] = await database.sql<{ id: string }[]>`
    insert into account (username, username_key, email, email_key, password_hash)
    values ('root', 'root', 'root@radio.example', 'root@radio.example', 'x') returning id`;
  const at = new Date(clock.now() - 60_000);
  await database.sql`
    insert into address_ban (range, reason, banned_at, until, banned_by)
    values ('192.0.2.1', 'spam', ${at}, ${new Date(clock.now() + 3_600_000)}, ${admin?.id ?? ''})`;
  await flood(2 * MOST);
  await bans.refresh();
  expect(bans.isBanned('192.0.2.1')).toBe(true);
  expect(banned(2 * MOST)).toBe(MOST - 1);
});

test('a ban of the server ends by itself after a quarter of an hour, and is forgotten', async () => {
  await flood(3);
  clock.advance(15 * 60_000);
  expect(banned(3)).toBe(0);
  await bans.refresh();
  expect(await stored()).toBe(0);
});

test('a ban that could not be stored holds on this server, also when the list is read anew', async () => {
  await database.sql`alter table address_ban add constraint nothing check (false) not valid`;
  bans.noteRefusal(addressAt(1));
  await vi.waitUntil(() => bans.isBanned(addressAt(1)));
  await bans.refresh();
  expect(bans.isBanned(addressAt(1))).toBe(true);
});
