import {
  banAccount,
  deleteAccount,
  deleteOwnAccount,
  setAccountRoles,
  unbanAccount,
  whoAmI,
} from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../../testing/answer-code.ts';
import { startTestServer, type TestPerson, type TestServer } from '../../../testing/api-harness.ts';
import { addSignedInMember } from '../../../testing/test-members.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const of = (account: string) => ({ params: { account } });
const idOf = async ({ rest }: TestPerson): Promise<string> => (await rest.call(whoAmI, {})).id;

/** Somebody who is signed in as admin. */
type Admin = TestPerson & { readonly password: string };

type Removal = (by: Admin, account: string) => Promise<unknown>;

const demote: Removal = ({ rest }, account) => rest.call(setAccountRoles, { ...of(account), body: { roles: [] } });
const ban: Removal = ({ rest }, account) => rest.call(banAccount, { ...of(account), body: { reason: 'mutiny' } });
const remove: Removal = ({ rest }, account) => rest.call(deleteAccount, of(account));
const leave: Removal = ({ rest, password }) => rest.call(deleteOwnAccount, { body: { currentPassword: password } });

const REMOVALS = [
  ['lose the role', demote],
  ['be banned', ban],
  ['be deleted', remove],
  ['leave', leave],
] as const;

/** Those who can run the server. */
const admins = async (): Promise<number> => {
  const [row] = await server.sql<{ count: number }[]>`
    select count(*)::integer as count from account join account_role on account_id = id
    where role = 'admin' and banned_at is null and deleted_at is null`;
  return row?.count ?? 0;
};

test.each(REMOVALS)('the last admin cannot %s', async (_, removal) => {
  expect(await codeOf(removal(server.admin, await idOf(server.admin)))).toBe('last_admin');
  expect(await server.admin.rest.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });
});

test.each(REMOVALS)('of two admins one can %s', async (_, removal) => {
  await addSignedInMember(server, { username: 'Second', roles: ['admin'] });
  expect(await codeOf(removal(server.admin, await idOf(server.admin)))).toBe('done');
  expect(await admins()).toBe(1);
});

test('an admin who is banned, deleted or not confirmed runs nothing, so the other one is the last', async () => {
  const first = await idOf(server.admin);
  const second = await addSignedInMember(server, { username: 'Second', roles: ['admin'] });
  await ban(server.admin, second.accountId);
  expect(await codeOf(remove(server.admin, first))).toBe('last_admin');
  await server.admin.rest.call(unbanAccount, of(second.accountId));
  await server.sql`update account set confirmed_at = null where id = ${second.accountId}`;
  expect(await codeOf(ban(server.admin, first))).toBe('last_admin');
  await server.sql`update account set confirmed_at = now(), deleted_at = now() where id = ${second.accountId}`;
  expect(await codeOf(demote(server.admin, first))).toBe('last_admin');
});

test.each(REMOVALS)('two admins of whom each makes the other %s at the same moment leave one', async (_, removal) => {
  const second = await addSignedInMember(server, { username: 'Second', roles: ['admin'] });
  const first = await idOf(server.admin);
  const codes = await codesOf([removal(server.admin, second.accountId), removal(second, first)]);
  expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  expect(await admins()).toBe(1);
});
