import {
  banAccount,
  deleteAccount,
  getManagedAccount,
  getStation,
  listAccounts,
  listAuditEntries,
  resendConfirmation,
  setAccountRoles,
  setRolePermissions,
  signIn,
  unbanAccount,
  whoAmI,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codesOf } from '../../../testing/answer-code.ts';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { addMember, addSignedInMember, type TestMember } from '../../../testing/test-members.ts';
import { startTestSource } from '../../../testing/test-source.ts';

let server: TestServer;
let moderator: TestMember;
beforeAll(async () => {
  server = await startTestServer();
  moderator = await addSignedInMember(server, { username: 'Mod', roles: ['moderator'] });
  const permissions = ['account.manage', 'role.manage'] as const;
  await server.admin.rest.call(setRolePermissions, {
    params: { role: 'moderator' },
    body: { permissions: [...permissions] },
  });
});
afterAll(() => server.stop());

const of = (account: string) => ({ params: { account } });
const NOBODY = '00000000-0000-4000-8000-000000000000';
const adminId = async (): Promise<string> => (await server.admin.rest.call(whoAmI, {})).id;
const lastAct = async () => (await server.admin.rest.call(listAuditEntries, { query: { limit: 1 } })).items[0];

test('accounts are found by the beginning or the middle of a name or an address, in any case', async () => {
  const [bird] = await Promise.all(
    ['Nightingale', 'Gale', 'Ёлочка', 'x_y'].map((username) => addMember(server, { username })),
  );
  const found = async (search: string) => {
    const { items } = await moderator.rest.call(listAccounts, { query: { search } });
    return items.map(({ username }) => username);
  };
  expect(await found('GALE')).toEqual(['Gale', 'Nightingale']);
  expect(await found('ga')).toEqual(['Gale']);
  expect(await found('лоч')).toEqual(['Ёлочка']);
  expect(await found(` ${bird?.email.slice(2).toUpperCase()} `)).toEqual(['Nightingale']);
  expect(await found('_')).toEqual([]);
  expect(await found('x_')).toEqual(['x_y']);
});

test('the list comes in pages by name, each account once, and knows states and roles', async () => {
  const found: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await moderator.rest.call(listAccounts, { query: { limit: 2, ...(cursor ? { cursor } : {}) } });
    found.push(...page.items.map(({ username }) => username));
    if (page.next === null) break;
    cursor = page.next;
  }
  const [count] = await server.sql<{ all: number }[]>`select count(*)::integer as all from account`;
  expect(new Set(found).size).toBe(count?.all);
  expect(found).toHaveLength(count?.all ?? 0);
  const admins = await moderator.rest.call(listAccounts, { query: { role: 'admin' } });
  expect(admins.items).toMatchObject([{ username: server.admin.username, state: 'active', roles: ['admin'] }]);
});

test('nothing to sign in with is in any answer', async () => {
  const headers = { cookie: server.admin.cookies.header() ?? '' };
  for (const path of ['accounts', `accounts/${moderator.accountId}`, 'invitations', 'audit']) {
    const text = await (await fetch(`${server.baseUrl}/api/v1/admin/${path}`, { headers })).text();
    expect(text).not.toMatch(/argon2|hash|password|token|secret/i);
  }
});

test('roles count from the next request on, and the log says who gave them', async () => {
  const member = await addSignedInMember(server, { username: 'Riser' });
  const roles = ['broadcaster', 'moderator'] as const;
  const changed = await server.admin.rest.call(setAccountRoles, {
    ...of(member.accountId),
    body: { roles: [...roles] },
  });
  expect(changed).toMatchObject({ id: member.accountId, roles: [...roles] });
  expect((await member.rest.call(whoAmI, {})).permissions).toContain('account.manage');
  expect(await lastAct()).toMatchObject({
    actor: { name: server.admin.username },
    action: 'account.roles',
    subject: 'account:Riser',
    details: { before: [], after: [...roles], accountId: member.accountId },
    address: '127.0.0.1',
  });
});

test('a ban signs out at once and keeps out; without it the account is as before', async () => {
  const member = await addSignedInMember(server, { username: 'Spammer' });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const banned = await moderator.rest.call(banAccount, { ...of(member.accountId), body: { reason: 'spam', until } });
  expect(banned).toMatchObject({ state: 'banned', ban: { reason: 'spam', until } });
  await expect(member.rest.call(whoAmI, {})).rejects.toMatchObject({ code: 'not_signed_in' });
  const credentials = { body: { login: 'Spammer', password: member.password } };
  await expect(member.rest.call(signIn, credentials)).rejects.toMatchObject({ code: 'account_banned' });
  expect(await lastAct()).toMatchObject({ action: 'account.ban', details: { reason: 'spam', until } });
  expect((await moderator.rest.call(listAccounts, { query: { state: 'banned' } })).items).toMatchObject([banned]);

  expect(await moderator.rest.call(unbanAccount, of(member.accountId))).toMatchObject({ state: 'active', ban: null });
  await member.rest.call(signIn, credentials);
  expect(await lastAct()).toMatchObject({ actor: { name: 'Mod' }, action: 'account.unban' });
});

test.each([
  ['banned', (account: string) => server.admin.rest.call(banAccount, { ...of(account), body: { reason: 'spam' } })],
  ['deleted', (account: string) => server.admin.rest.call(deleteAccount, of(account))],
  [
    'no broadcaster any more',
    (account: string) => server.admin.rest.call(setAccountRoles, { ...of(account), body: { roles: [] } }),
  ],
])('whoever is on air and is %s goes off air at once', async (what, act) => {
  const station = `station-of-${what.replaceAll(' ', '-')}`;
  const account = await addSignedInMember(server, { username: station, roles: ['broadcaster'] });
  await server.sql`insert into station (slug, name, owner_id) values (${station}, ${station}, ${account.accountId})`;
  const source = () => startTestSource(server, { station, account });
  const live = async () => (await server.visitor().rest.call(getStation, { params: { station } })).live;
  const running = source();
  expect(await running.begun).toBe(true);
  await vi.waitFor(async () => expect(await live()).not.toBeNull());
  await act(account.accountId);
  await running.ended;
  await vi.waitFor(async () => expect(await live()).toBeNull());
  expect(await source().begun).toBe(false);
});

test('a ban that would be over already is refused', async () => {
  const member = await addSignedInMember(server, { username: 'Early' });
  const body = { reason: 'spam', until: '2020-01-01T00:00:00Z' };
  await expect(moderator.rest.call(banAccount, { ...of(member.accountId), body })).rejects.toMatchObject({
    code: 'bad_request',
  });
});

test('a deleted account is gone for its owner, and stays in the list until it is erased', async () => {
  const member = await addSignedInMember(server, { username: 'Leaver' });
  await moderator.rest.call(deleteAccount, of(member.accountId));
  await expect(member.rest.call(whoAmI, {})).rejects.toMatchObject({ code: 'not_signed_in' });
  expect(await moderator.rest.call(getManagedAccount, of(member.accountId))).toMatchObject({ state: 'deleted' });
  expect(await lastAct()).toMatchObject({ action: 'account.delete', subject: 'account:Leaver' });
  await expect(moderator.rest.call(deleteAccount, of(member.accountId))).rejects.toMatchObject({ code: 'not_found' });
});

test('the letter goes again to an account that waits for it, and to no other', async () => {
  const member = await addSignedInMember(server, { username: 'Waiter' });
  await expect(moderator.rest.call(resendConfirmation, of(member.accountId))).rejects.toMatchObject({
    code: 'not_found',
  });
  await server.sql`update account set confirmed_at = null where id = ${member.accountId}`;
  await moderator.rest.call(resendConfirmation, of(member.accountId));
  expect(await lastAct()).toMatchObject({ action: 'account.resend-letter', subject: 'account:Waiter' });
});

test('an account that is not there, or was erased, is not found by any of it', async () => {
  const body = { reason: 'spam' };
  const calls = [
    moderator.rest.call(getManagedAccount, of(NOBODY)),
    moderator.rest.call(banAccount, { ...of(NOBODY), body }),
    moderator.rest.call(unbanAccount, of(NOBODY)),
    moderator.rest.call(deleteAccount, of(NOBODY)),
    moderator.rest.call(resendConfirmation, of(NOBODY)),
    moderator.rest.call(setAccountRoles, { ...of(NOBODY), body: { roles: [] } }),
  ];
  expect(new Set(await codesOf(calls))).toEqual(new Set(['not_found']));
});

test('a moderator touches nobody who may do more, and gives no role that gives more', async () => {
  const account = await adminId();
  const body = { reason: 'revolution' };
  const before = await lastAct();
  const calls = [
    moderator.rest.call(banAccount, { ...of(account), body }),
    moderator.rest.call(unbanAccount, of(account)),
    moderator.rest.call(deleteAccount, of(account)),
    moderator.rest.call(resendConfirmation, of(account)),
    moderator.rest.call(setAccountRoles, { ...of(account), body: { roles: ['listener'] } }),
    moderator.rest.call(setAccountRoles, { ...of(moderator.accountId), body: { roles: ['admin'] } }),
    moderator.rest.call(setAccountRoles, { ...of(moderator.accountId), body: { roles: ['moderator', 'broadcaster'] } }),
  ];
  expect(new Set(await codesOf(calls))).toEqual(new Set(['forbidden']));
  expect(await lastAct()).toEqual(before);
  expect((await server.admin.rest.call(whoAmI, {})).roles).toEqual(['admin']);
});
