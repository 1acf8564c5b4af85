import { AppError } from '../platform/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { isLastAdmin, lockAdmins } from './account-role-store.ts';

/**
 * Throws `last_admin` when nobody could run the server without this account. Call it in the transaction that takes the account or
 * its role away: until that ends, no other admin can be taken away, so two who remove each other do not both succeed.
 */
export const assertNotLastAdmin = async (db: Db, accountId: string): Promise<void> => {
  await lockAdmins(db);
  if (await isLastAdmin(db, accountId)) throw new AppError('last_admin');
};
