import type { Account } from '@livestreamer/contracts';
import { permissionsOfAccount, rolesOf } from '../access/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import type { AccountRecord } from './account-store.ts';
import { pendingEmailOf } from './letters/one-time-link-store.ts';

/** An account as its owner is shown it. */
export const accountReply = async (db: Db, account: AccountRecord): Promise<Account> => {
  const { id, username, email, language } = account;
  const [pendingEmail, roles, permissions] = await Promise.all([
    pendingEmailOf(db, id),
    rolesOf(db, id),
    permissionsOfAccount(db, id),
  ]);
  return { id, username, email, pendingEmail, language, roles, permissions };
};
