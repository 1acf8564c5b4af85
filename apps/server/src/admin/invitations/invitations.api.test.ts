import {
  banAccount,
  listAuditEntries,
  listInvitations,
  makeInvitation,
  registerAccount,
  revokeInvitation,
  setAccountRoles,
  setRolePermissions,
  setServerSettings,
} from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../../testing/answer-code.ts';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { addSignedInMember } from '../../../testing/test-members.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.admin.rest.call(setServerSettings, { body: { registration: 'invitation' } });
  await server.admin.rest.call(setRolePermissions, {
    params: { role: 'moderator' },
    body: { permissions: ['invitation.manage'] },
  });
});
afterEach(() => server.stop());

const invite = (body: { email?: string; role?: 'listener' | 'broadcaster' | 'admin' } = {}) =>
  server.admin.rest.call(makeInvitation, { body });

const tokenIn = (link: string): string => new URL(link).searchParams.get('invitation') ?? '';

const register = (username: string, invitation?: string) =>
  server.visitor().rest.call(registerAccount, {
    body: {
      username,
      email: `${username}@radio.example`,
      password: 'a very long pass phrase',
      ...(invitation === undefined ? {} : { invitation }),
    },
  });

const rolesOfName = async (username: string): Promise<string[]> => {
  const rows = await server.sql<{ role: string }[]>`
    select role from account_role join account on account.id = account_id where username = ${username} order by role`;
  return rows.map(({ role }) => role);
};

const lastAct = async () => (await server.admin.rest.call(listAuditEntries, { query: { limit: 1 } })).items[0];

test('a new server takes whoever is invited, with the role they were invited to, and nobody else', async () => {
  expect(await codeOf(register('stranger'))).toBe('invitation_wrong');
  const { link, ...invitation } = await invite({ role: 'broadcaster' });
  expect(link).toMatch(/^http:.*\/register\?invitation=[\w-]{43}$/);
  expect(invitation).toMatchObject({ role: 'broadcaster', madeBy: server.admin.username, usedBy: null, email: null });
  expect(await codeOf(register('friend', tokenIn(link)))).toBe('done');
  expect(await rolesOfName('friend')).toContain('broadcaster');
  const { items } = await server.admin.rest.call(listInvitations, { query: { limit: 1 } });
  expect(items).toEqual([{ ...invitation, usedBy: 'friend' }]);
});

test('an invitation is good once, however many use it at the same time', async () => {
  const { link } = await invite();
  const names = ['amy', 'bea', 'cat', 'dan'];
  const codes = await codesOf(names.map((name) => register(name, tokenIn(link))));
  expect(codes.sort()).toEqual(['done', 'invitation_wrong', 'invitation_wrong', 'invitation_wrong']);
});

test('one that was taken back, has expired or was never made is not good', async () => {
  const revoked = await invite();
  await server.admin.rest.call(revokeInvitation, { params: { invitation: revoked.id } });
  const expired = await invite();
  await server.sql`update invitation set expires_at = now() where id = ${expired.id}`;
  const tokens = [tokenIn(revoked.link), tokenIn(expired.link), 'guessed'];
  const codes = await codesOf(tokens.map((token, index) => register(`late${index}`, token)));
  expect(codes).toEqual(['invitation_wrong', 'invitation_wrong', 'invitation_wrong']);
});

test('one that was sent to an address is good for that address only, in any case', async () => {
  const foreign = tokenIn((await invite({ email: 'somebody.else@radio.example' })).link);
  expect(await codeOf(register('friend', foreign))).toBe('invitation_wrong');
  expect(await rolesOfName('friend')).toEqual([]);
  const own = tokenIn((await invite({ email: 'Friend@Radio.Example', role: 'broadcaster' })).link);
  expect(await codeOf(register('friend', own))).toBe('done');
  expect(await rolesOfName('friend')).toContain('broadcaster');
});

test('nobody takes back an invitation to more than they may do', async () => {
  const moderator = await addSignedInMember(server, { username: 'Mod', roles: ['moderator'] });
  const revoke = async (role: 'listener' | 'admin') =>
    codeOf(moderator.rest.call(revokeInvitation, { params: { invitation: (await invite({ role })).id } }));
  expect(await revoke('admin')).toBe('forbidden');
  expect(await revoke('listener')).toBe('done');
  const left = await server.sql<{ role: string }[]>`select role from invitation`;
  expect(left).toEqual([{ role: 'admin' }]);
});

test('a mailbox gets few invitations an hour, whoever invites; links without a letter are not counted', async () => {
  const codes: string[] = [];
  for (let count = 0; count < 10; count += 1) codes.push(await codeOf(invite({ email: 'Friend@radio.example' })));
  expect(codes).toContain('done');
  expect(codes.at(-1)).toBe('too_many_requests');
  const letters = await server.sql`select from letter where lower(recipient) = 'friend@radio.example'`;
  expect(letters).toHaveLength(codes.filter((code) => code === 'done').length);
  expect(await codeOf(invite())).toBe('done');
});

test('a used one cannot be taken back', async () => {
  const { id, link } = await invite();
  await register('early', tokenIn(link));
  const revoke = { params: { invitation: id } };
  expect(await codeOf(server.admin.rest.call(revokeInvitation, revoke))).toBe('not_found');
});

test('nobody invites to more than they may do', async () => {
  const moderator = await addSignedInMember(server, { username: 'Mod', roles: ['moderator'] });
  for (const role of ['broadcaster', 'admin'] as const)
    expect(await codeOf(moderator.rest.call(makeInvitation, { body: { role } }))).toBe('forbidden');
  expect(await codeOf(moderator.rest.call(makeInvitation, { body: { role: 'moderator' } }))).toBe('done');
});

test('an invitation gives no more than whoever made it may still do, and nothing when they are banned', async () => {
  const maker = await addSignedInMember(server, { username: 'Maker', roles: ['admin'] });
  const links = await Promise.all(
    (['admin', 'listener'] as const).map((role) => maker.rest.call(makeInvitation, { body: { role } })),
  );
  const [admin = '', listener = ''] = links.map(({ link }) => tokenIn(link));
  await server.admin.rest.call(setAccountRoles, {
    params: { account: maker.accountId },
    body: { roles: ['listener'] },
  });
  expect(await codeOf(register('climber', admin))).toBe('invitation_wrong');
  await server.admin.rest.call(banAccount, { params: { account: maker.accountId }, body: { reason: 'spam' } });
  expect(await codeOf(register('guest', listener))).toBe('invitation_wrong');
});

test('the link and what is stored of it are in no list, and the log tells who invited whom', async () => {
  const { id, link } = await invite({ email: 'new@radio.example' });
  expect(await lastAct()).toMatchObject({
    action: 'invitation.make',
    subject: 'invitation:new@radio.example',
    details: { role: 'listener', invitationId: id },
  });
  const { items } = await server.admin.rest.call(listInvitations, { query: {} });
  const entries = await server.admin.rest.call(listAuditEntries, { query: {} });
  const [stored] = await server.sql<{ tokenHash: string }[]>`select token_hash from invitation where id = ${id}`;
  for (const secret of [tokenIn(link), stored?.tokenHash ?? ''])
    expect(JSON.stringify([items, entries])).not.toContain(secret);
  await server.admin.rest.call(revokeInvitation, { params: { invitation: id } });
  expect(await lastAct()).toMatchObject({ action: 'invitation.revoke', subject: 'invitation:new@radio.example' });
});

test('the list comes in pages, the newest first, each once', async () => {
  await Promise.all(Array.from({ length: 5 }, () => invite()));
  const found: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = { limit: 2, ...(cursor ? { cursor } : {}) };
    const page = await server.admin.rest.call(listInvitations, { query });
    found.push(...page.items.map(({ id }) => id));
    if (page.next === null) break;
    cursor = page.next;
  }
  const all = await server.sql<{ id: string }[]>`select id from invitation order by created_at desc, id desc`;
  expect(found).toEqual(all.map(({ id }) => id));
});
