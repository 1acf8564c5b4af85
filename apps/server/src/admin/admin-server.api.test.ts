import {
  getRoles,
  getServerSettings,
  listAuditEntries,
  PERMISSIONS,
  registrationState,
  setRolePermissions,
  setServerSettings,
  whoAmI,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codeOf } from '../../testing/answer-code.ts';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember } from '../../testing/test-members.ts';
import { startTestSource } from '../../testing/test-source.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('who may register is what admins set, at once, and the log has both', async () => {
  const { rest } = server.admin;
  expect(await rest.call(getServerSettings, {})).toEqual({ registration: 'open' });
  expect(await server.visitor().rest.call(registrationState, {})).toEqual({ mode: 'open' });
  expect(await rest.call(setServerSettings, { body: { registration: 'closed' } })).toEqual({ registration: 'closed' });
  expect(await server.visitor().rest.call(registrationState, {})).toEqual({ mode: 'closed' });
  const { items } = await rest.call(listAuditEntries, { query: { limit: 1 } });
  expect(items).toMatchObject([{ action: 'server.settings', details: { before: 'open', after: 'closed' } }]);
});

test('what a role gives counts from the next request on', async () => {
  const member = await addSignedInMember(server, { username: 'Mod', roles: ['moderator'] });
  const set = (permissions: readonly ('audit.read' | 'role.manage')[]) =>
    server.admin.rest.call(setRolePermissions, {
      params: { role: 'moderator' },
      body: { permissions: [...permissions] },
    });
  const { roles } = await set(['role.manage', 'audit.read']);
  expect(roles).toEqual((await server.admin.rest.call(getRoles, {})).roles);
  expect((await member.rest.call(whoAmI, {})).permissions).toEqual(['role.manage', 'audit.read']);
  await set(['role.manage']);
  expect(await codeOf(member.rest.call(listAuditEntries, { query: {} }))).toBe('forbidden');
  const { items } = await server.admin.rest.call(listAuditEntries, { query: { limit: 1 } });
  expect(items).toMatchObject([
    {
      action: 'role.permissions',
      subject: 'role:moderator',
      details: { before: ['role.manage', 'audit.read'], after: ['role.manage'] },
    },
  ]);
});

test('whoever is on air by a role that does not let them any more goes off air, with their co-broadcasters; others stay', async () => {
  const stations = ['by-role', 'by-guest', 'by-team', 'by-admin'] as const;
  const members = {
    'by-role': await addSignedInMember(server, { username: 'ByRole', roles: ['broadcaster'] }),
    'by-guest': await addSignedInMember(server, { username: 'ByGuest' }),
    'by-team': await addSignedInMember(server, { username: 'ByTeam', roles: ['broadcaster'] }),
    'by-admin': await addSignedInMember(server, { username: 'ByAdmin', roles: ['admin'] }),
  };
  const owners = { ...members, 'by-guest': members['by-role'], 'by-team': members['by-admin'] };
  for (const slug of stations)
    await server.sql`insert into station (slug, name, owner_id) values (${slug}, ${slug}, ${owners[slug].accountId})`;
  for (const slug of ['by-guest', 'by-team'] as const)
    await server.sql`
      insert into station_role (station_id, account_id, role)
      select id, ${members[slug].accountId}, 'co-broadcaster' from station where slug = ${slug}`;
  const onAir = async () => {
    const rows = await server.sql<{ slug: string }[]>`
      select slug from broadcast join station on station.id = station_id where ended_at is null order by slug`;
    return rows.map(({ slug }) => slug);
  };
  const sources = stations.map((station) => startTestSource(server, { station, account: members[station] }));
  expect(await Promise.all(sources.map(({ begun }) => begun))).toEqual([true, true, true, true]);
  await vi.waitFor(async () => expect(await onAir()).toEqual([...stations].sort()));
  const setTo = (permissions: ('station.broadcast' | 'broadcast.edit')[]) =>
    server.admin.rest.call(setRolePermissions, { params: { role: 'broadcaster' }, body: { permissions } });
  await setTo(['broadcast.edit']);
  await sources[0]?.ended;
  await vi.waitFor(async () => expect(await onAir()).toEqual(['by-admin', 'by-team']));
  await setTo(['station.broadcast', 'broadcast.edit']);
});

test('nobody gives a role, or takes from it, what they may not do; and nobody changes admin', async () => {
  const member = await addSignedInMember(server, { username: 'Clerk', roles: ['moderator'] });
  const set = (role: 'listener' | 'broadcaster' | 'moderator' | 'admin', permissions: readonly string[]) => ({
    params: { role },
    body: { permissions: PERMISSIONS.filter((name) => permissions.includes(name)) },
  });
  for (const change of [set('moderator', PERMISSIONS), set('broadcaster', []), set('admin', [])])
    expect(await codeOf(member.rest.call(setRolePermissions, change))).toBe('forbidden');
  expect(await codeOf(server.admin.rest.call(setRolePermissions, set('admin', [])))).toBe('forbidden');
  expect(await codeOf(member.rest.call(setRolePermissions, set('listener', ['role.manage'])))).toBe('done');
});

test('the log comes in pages, the newest first, and by who did what', async () => {
  const { rest } = server.admin;
  for (const registration of ['open', 'closed', 'invitation', 'open', 'invitation'] as const)
    await rest.call(setServerSettings, { body: { registration } });
  const found: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await rest.call(listAuditEntries, { query: { limit: 2, ...(cursor ? { cursor } : {}) } });
    found.push(...page.items.map(({ id }) => id));
    if (page.next === null) break;
    cursor = page.next;
  }
  const all = await server.sql<{ id: string }[]>`select id from audit_entry order by id desc`;
  expect(found).toEqual(all.map(({ id }) => id));

  const settings = await rest.call(listAuditEntries, { query: { action: 'server.settings' } });
  expect(new Set(settings.items.map(({ action }) => action))).toEqual(new Set(['server.settings']));
  const [other] = await server.sql<{ id: string }[]>`select id from account where username = 'Clerk'`;
  const byClerk = await rest.call(listAuditEntries, { query: { actor: other?.id ?? '' } });
  expect(byClerk.items).toMatchObject([{ actor: { name: 'Clerk' }, subject: 'role:listener' }]);
});

test('an act that fails leaves no entry', async () => {
  const before = await server.sql`select count(*) from audit_entry`;
  const change = { params: { role: 'admin' as const }, body: { permissions: [] } };
  expect(await codeOf(server.admin.rest.call(setRolePermissions, change))).toBe('forbidden');
  expect(await server.sql`select count(*) from audit_entry`).toEqual(before);
});
