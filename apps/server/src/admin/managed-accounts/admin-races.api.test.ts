import {
  banAccount,
  deleteOwnAccount,
  listAuditEntries,
  type Permission,
  type Role,
  setAccountRoles,
  setRolePermissions,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codesOf } from '../../../testing/answer-code.ts';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { addMember, addSignedInMember } from '../../../testing/test-members.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const ROUNDS = 10;
const lastTwo = async () => (await server.admin.rest.call(listAuditEntries, { query: { limit: 2 } })).items;

test('of two who set the roles of an account at the same moment one is the last, and saw what the other left', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { accountId: account } = await addMember(server);
    const set = (role: Role) =>
      server.admin.rest.call(setAccountRoles, { params: { account }, body: { roles: [role] } });
    await Promise.all([set('broadcaster'), set('moderator')]);
    const rows = await server.sql<{ role: Role }[]>`select role from account_role where account_id = ${account}`;
    expect(rows).toHaveLength(1);
    const [last, first] = await lastTwo();
    expect(last?.details['before']).toEqual(first?.details['after']);
  }
});

test('of two who set what a role gives at the same moment one is the last, and saw what the other left', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    await server.sql`delete from role_permission where role = 'moderator'`;
    const set = (permission: Permission) =>
      server.admin.rest.call(setRolePermissions, {
        params: { role: 'moderator' },
        body: { permissions: [permission] },
      });
    await Promise.all([set('ban.manage'), set('audit.read')]);
    const rows = await server.sql`select permission from role_permission where role = 'moderator'`;
    expect(rows).toHaveLength(1);
    const [last, first] = await lastTwo();
    expect(last?.details['before']).toEqual(first?.details['after']);
  }
});

/** How many wait for a lock. */
const waiting = async (): Promise<number> =>
  (
    await server.sql`
      select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
  ).length;

test('an account that leaves at the moment it is banned: both are done, neither waits for ever for the other', async () => {
  const { rest, accountId: account, password } = await addSignedInMember(server);
  const { calls } = await server.sql.begin(async (tx) => {
    await tx`select from account where id = ${account} for no key update`;
    const body = { reason: 'noise' };
    const banned = server.admin.rest.call(banAccount, { params: { account }, body });
    await vi.waitUntil(async () => (await waiting()) === 1, { timeout: 10_000 });
    const left = rest.call(deleteOwnAccount, { body: { currentPassword: password } });
    await vi.waitUntil(async () => (await waiting()) === 2, { timeout: 10_000 });
    return { calls: codesOf([banned, left]) };
  });
  expect(await calls).toEqual(['done', 'done']);
});
