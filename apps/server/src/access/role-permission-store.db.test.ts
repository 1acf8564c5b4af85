import { PERMISSIONS, ROLES } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addRole, replaceRoles, rolesOf } from './account-role-store.ts';
import {
  permissionsOfAccount,
  permissionsOfRoles,
  replaceRolePermissions,
  rolesMatrix,
} from './role-permission-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const newAccount = async (): Promise<string> => {
  const [row] = await database.sql<{ id: string }[]>`
    insert into account (username, username_key, email, email_key, password_hash)
    select name, name, name || '@radio.example', name || '@radio.example', 'no hash'
    from (select 'a' || count(*) as name from account) as made
    returning id`;
  return row?.id ?? '';
};

test('the roles and permissions of the database are those of the contracts', async () => {
  const roles = await database.sql<{ name: string }[]>`select name from role`;
  const permissions = await database.sql<{ name: string }[]>`select name from permission`;
  expect(roles.map(({ name }) => name).sort()).toEqual([...ROLES].sort());
  expect(permissions.map(({ name }) => name).sort()).toEqual([...PERMISSIONS].sort());
});

test('on a new server broadcasters broadcast, moderators keep order in chats, admins may do everything, and others nothing beside what everybody may', async () => {
  expect(await rolesMatrix(database.sql)).toEqual([
    { role: 'listener', permissions: [] },
    { role: 'broadcaster', permissions: ['station.broadcast', 'broadcast.edit'] },
    { role: 'moderator', permissions: ['chat.moderate'] },
    { role: 'admin', permissions: [...PERMISSIONS] },
  ]);
});

test('an account may do what its roles give together, each once', async () => {
  const accountId = await newAccount();
  expect(await permissionsOfAccount(database.sql, accountId)).toEqual([]);
  await replaceRolePermissions(database.sql, { role: 'moderator', permissions: ['audit.read', 'broadcast.edit'] });
  await replaceRoles(database.sql, { accountId, roles: ['moderator', 'broadcaster', 'listener'] });
  expect(await permissionsOfAccount(database.sql, accountId)).toEqual([
    'station.broadcast',
    'broadcast.edit',
    'audit.read',
  ]);
  await replaceRolePermissions(database.sql, { role: 'moderator', permissions: [] });
  expect(await permissionsOfAccount(database.sql, accountId)).toEqual(['station.broadcast', 'broadcast.edit']);
});

test('admin gives everything, whatever its rows say: also what a later version adds', async () => {
  const accountId = await newAccount();
  await addRole(database.sql, { accountId, role: 'admin' });
  await database.sql`delete from role_permission where role = 'admin'`;
  expect(await permissionsOfAccount(database.sql, accountId)).toEqual([...PERMISSIONS]);
  expect(await permissionsOfRoles(database.sql, ['admin'])).toEqual([...PERMISSIONS]);
});

test('a permission that only another version knows is nobody’s here', async () => {
  await database.sql`insert into permission (name) values ('tea.make')`;
  await database.sql`insert into role_permission (role, permission) values ('listener', 'tea.make')`;
  expect(await permissionsOfRoles(database.sql, ['listener'])).toEqual([]);
});

test('roles are replaced as a whole', async () => {
  const accountId = await newAccount();
  for (const roles of [['listener', 'broadcaster'], ['broadcaster', 'moderator'], []] as const) {
    await replaceRoles(database.sql, { accountId, roles });
    expect(await rolesOf(database.sql, accountId)).toEqual([...roles].sort());
  }
});
