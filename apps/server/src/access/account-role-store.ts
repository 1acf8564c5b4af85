import type { Role } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

export const rolesOf = async (db: Db, accountId: string): Promise<Role[]> => {
  const rows = await db<{ role: Role }[]>`select role from account_role where account_id = ${accountId} order by role`;
  return rows.map(({ role }) => role);
};

export const addRole = async (db: Db, { accountId, role }: { accountId: string; role: Role }): Promise<void> => {
  await db`
    insert into account_role (account_id, role) values (${accountId}, ${role})
    on conflict on constraint account_role_pkey do nothing`;
};

/** Gives an account these roles and no others. */
export const replaceRoles = async (
  db: Db,
  { accountId, roles }: { accountId: string; roles: readonly Role[] },
): Promise<void> => {
  await db`
    with gone as (delete from account_role where account_id = ${accountId} and not role = any (${[...roles]}))
    insert into account_role (account_id, role) select ${accountId}, unnest(${[...roles]}::text[])
    on conflict on constraint account_role_pkey do nothing`;
};

export const hasAnyone = async (db: Db, role: Role): Promise<boolean> => {
  const [row] = await db<{ found: boolean }[]>`select exists (select from account_role where role = ${role}) as found`;
  return row?.found === true;
};

/** Lets one caller at a time take an admin away; free again when the transaction ends. */
export const lockAdmins = async (db: Db): Promise<void> => {
  await db`select pg_advisory_xact_lock(hashtextextended('livestreamer: admins', 0))`;
};

/** Whether this account is an admin who can act, and there is no other such admin. */
export const isLastAdmin = async (db: Db, accountId: string): Promise<boolean> => {
  const [row] = await db<{ last: boolean }[]>`
    select count(*) = 1 and bool_and(account.id = ${accountId}) as last
    from account_role join account on account.id = account_role.account_id
    where account_role.role = 'admin' and account.confirmed_at is not null and account.deleted_at is null
      and (account.banned_at is null or account.banned_until <= now())`;
  return row?.last === true;
};
