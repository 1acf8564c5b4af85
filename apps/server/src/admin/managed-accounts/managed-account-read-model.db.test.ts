import type { AccountState, Role } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { emailKey, usernameKey } from '../../accounts/index.ts';
import { type AccountSearch, type ManagedAccountRow, managedAccountPage } from './managed-account-read-model.ts';

const COUNT = 100_000;
const NOW = new Date('2026-01-01T00:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const { sql } = database;
  // A hundred thousand: one in eight has the same beginning, one in three the same host, a few are not as all others.
  await sql`
    insert into account
      (username, username_key, email, email_key, password_hash, confirmed_at, banned_at, ban_reason, deleted_at)
    select name, lower(name), name || '@' || host, lower(name) || '@' || host, 'no hash',
      case when n % 500 = 1 then null else ${NOW}::timestamptz end,
      case when n % 1000 = 2 then ${NOW}::timestamptz end,
      case when n % 1000 = 2 then 'spam' end,
      case when n % 1000 = 3 then ${NOW}::timestamptz end
    from generate_series(1, ${COUNT}) n, lateral (
      select (array['Anna', 'Boris', 'Zoë', 'Max', 'Ёлка', 'Night', 'DJ', 'Mira'])[1 + n % 8] || '-' || n as name,
        (array['radio', 'mail', 'example'])[1 + n % 3] || '.example' as host
    ) as made`;
  await sql`insert into account_role (account_id, role) select id, 'listener' from account`;
  await sql`insert into account_role (account_id, role) select id, 'broadcaster' from account where id::text like '%7'`;
  await sql`insert into account_role (account_id, role) select id, 'admin' from account where username = 'Anna-8'`;
  await sql`vacuum analyze account`;
  await sql`analyze account_role`;
}, 120_000);
afterAll(() => database.close());

interface Wanted {
  readonly text?: string;
  readonly state?: AccountState;
  readonly role?: Role;
}

const searchFor = ({ text, state = undefined, role = undefined }: Wanted): AccountSearch => ({
  text: text === undefined ? null : { username: usernameKey(text), email: emailKey(text) },
  state: state ?? null,
  role: role ?? null,
  now: NOW,
});

/** A page, and how often the whole table was read for it. */
const page = (wanted: Wanted, after: string | null = null) =>
  database.sql.begin(async (tx) => {
    const tableScans = async (): Promise<number> => {
      const [row] = await tx<{ count: number }[]>`
        select seq_scan::integer as count from pg_stat_xact_user_tables where relname = 'account'`;
      return row?.count ?? 0;
    };
    const before = await tableScans();
    const rows = await managedAccountPage(tx, { search: searchFor(wanted), after, limit: 26 });
    return { rows, tableScans: (await tableScans()) - before };
  });

test.each<[string, Wanted, number]>([
  ['everybody', {}, 26],
  ['a beginning that many have', { text: 'Zo' }, 26],
  ['a beginning that nobody has', { text: 'qq' }, 0],
  ['a middle that few have', { text: '-9999' }, 11],
  ['a middle that many have', { text: 'лка' }, 26],
  ['a name in another case and script', { text: 'ёЛКА-4' }, 26],
  ['an e-mail address', { text: 'dj-54@RADIO.example' }, 1],
  ['a host that many have', { text: '@radio.' }, 26],
  ['what nobody has', { text: 'nobody here' }, 0],
  ['the banned', { state: 'banned' }, 26],
  ['the deleted', { state: 'deleted' }, 26],
  ['the unconfirmed', { state: 'unconfirmed' }, 26],
  ['the active', { state: 'active' }, 26],
  ['admins', { role: 'admin' }, 1],
  ['moderators, of whom there are none', { role: 'moderator' }, 0],
  ['broadcasters', { role: 'broadcaster' }, 26],
  ['listeners', { role: 'listener' }, 26],
  ['banned listeners by name', { text: 'zoë', state: 'banned', role: 'listener' }, 26],
])('of 100,000 accounts, %s are found without reading the table', async (_, wanted, count) => {
  const { rows, tableScans } = await page(wanted);
  expect(rows).toHaveLength(count);
  expect(tableScans).toBe(0);
  expect((await page(wanted, 'm')).tableScans).toBe(0);
});

const walk = async (wanted: Wanted): Promise<ManagedAccountRow[]> => {
  const found: ManagedAccountRow[] = [];
  for (let after: string | null = null; ; after = found.at(-1)?.usernameKey ?? null) {
    const { rows } = await page(wanted, after);
    found.push(...rows);
    if (rows.length < 26) return found;
  }
};

test('pages give everybody who was searched for once, in order', async () => {
  const found = await walk({ text: '-12' });
  const keys = found.map(({ usernameKey: key }) => key);
  expect(keys).toHaveLength(1 + 10 + 100 + 1_000);
  expect(new Set(keys).size).toBe(keys.length);
  const byCodePoint = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(keys).toEqual(byCodePoint);
});

test('what stands for anything in SQL stands for itself', async () => {
  for (const text of ['%', '_', '%nna', 'A%8', 'A_na', '\\', '\\%']) expect((await page({ text })).rows).toEqual([]);
});

test('a ban counts until it is over, and the deleted are not banned', async () => {
  const [first] = (await page({ state: 'banned' })).rows;
  await database.sql`update account set banned_until = ${new Date(NOW.getTime() - 1)} where id = ${first?.id ?? ''}`;
  expect((await page({ state: 'banned' })).rows.map(({ id }) => id)).not.toContain(first?.id);
  expect((await walk({ text: first?.username ?? '', state: 'active' })).map(({ id }) => id)).toContain(first?.id);
  const deleted = await walk({ state: 'deleted' });
  expect(deleted).toHaveLength(COUNT / 1_000);
});
