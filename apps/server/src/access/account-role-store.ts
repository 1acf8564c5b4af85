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

export const hasAnyone = async (db: Db, role: Role): Promise<boolean> => {
  const [row] = await db<{ found: boolean }[]>`select exists (select from account_role where role = ${role}) as found`;
  return row?.found === true;
};
