import type { Account } from '@livestreamer/contracts';
import { permissionsOfAccount, rolesOf } from '../access/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import type { AccountRecord } from './account-store.ts';

/** An account as its owner is shown it. */
export const accountReply = async (db: Db, { id, username, email }: AccountRecord): Promise<Account> => {
  const [roles, permissions] = await Promise.all([rolesOf(db, id), permissionsOfAccount(db, id)]);
  return { id, username, email, roles, permissions };
};
