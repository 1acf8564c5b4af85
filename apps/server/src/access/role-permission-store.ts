import { PERMISSIONS, type Permission, ROLES, type Role } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** Admin gives everything, also what a later version adds: its rows are not asked. */
const ADMIN: Role = 'admin';

/** In the order of the contracts, each once; what only another version knows is left out. */
const permissionsIn = (rows: readonly { readonly role: string; readonly permission: string | null }[]): Permission[] =>
  rows.some(({ role }) => role === ADMIN)
    ? [...PERMISSIONS]
    : PERMISSIONS.filter((name) => rows.some(({ permission }) => permission === name));

/** What an account may do, by all its roles. */
export const permissionsOfAccount = async (db: Db, accountId: string): Promise<Permission[]> => {
  const rows = await db<{ role: string; permission: string | null }[]>`
    select role, permission from account_role left join role_permission using (role) where account_id = ${accountId}`;
  return permissionsIn(rows);
};

/** What these roles give together. */
export const permissionsOfRoles = async (db: Db, roles: readonly Role[]): Promise<Permission[]> => {
  const rows = await db<{ role: string; permission: string | null }[]>`
    select name as role, permission from role left join role_permission on role = name where name = any (${[...roles]})`;
  return permissionsIn(rows);
};

/** Which role gives which permissions, in the order of the contracts. */
export const rolesMatrix = async (db: Db): Promise<{ role: Role; permissions: Permission[] }[]> => {
  const rows = await db<{ role: string; permission: string | null }[]>`
    select name as role, permission from role left join role_permission on role = name`;
  return ROLES.map((role) => ({ role, permissions: permissionsIn(rows.filter((row) => row.role === role)) }));
};

/** Lets one caller at a time change what a role gives; free again when the transaction ends. */
export const lockRole = async (db: Db, role: Role): Promise<void> => {
  await db`select from role where name = ${role} for no key update`;
};

/** Lets a role give these permissions and no others. */
export const replaceRolePermissions = async (
  db: Db,
  { role, permissions }: { role: Role; permissions: readonly Permission[] },
): Promise<void> => {
  await db`
    with gone as (delete from role_permission where role = ${role} and not permission = any (${[...permissions]}))
    insert into role_permission (role, permission) select ${role}, unnest(${[...permissions]}::text[])
    on conflict on constraint role_permission_pkey do nothing`;
};
