import { AppError } from '../../platform/index.ts';
import type { RateLimits } from '../../platform/limits/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { lockAccount, passwordHashById } from '../account-store.ts';
import type { PasswordHasher } from './password-hasher.ts';

/**
 * Asks whoever is signed in for the password again, and returns the hash that it was right for. Throws `wrong_credentials`; guesses are counted for the account, so that
 * an open laptop does not become a place to guess at.
 */
export type CheckOwnPassword = (db: Db, own: { accountId: string; password: string }) => Promise<string>;

interface PasswordCheckOptions {
  readonly hasher: PasswordHasher;
  readonly limits: RateLimits;
}

export const createPasswordCheck =
  ({ hasher, limits }: PasswordCheckOptions): CheckOwnPassword =>
  async (db, { accountId, password }) => {
    await limits.take('password-check-account', accountId);
    const passwordHash = await passwordHashById(db, accountId);
    if (!(await hasher.matches(passwordHash, password)) || passwordHash === null) throw wrongPassword();
    await limits.forget('password-check-account', accountId);
    return passwordHash;
  };

/**
 * In the transaction of a change that took the password: throws `wrong_credentials` when there is another one by now, so that whoever
 * knew the old one changes nothing after a reset. The password stays until the transaction ends.
 */
export const assertPasswordStands = async (
  db: Db,
  { accountId, passwordHash }: { accountId: string; passwordHash: string },
): Promise<void> => {
  await lockAccount(db, accountId);
  if ((await passwordHashById(db, accountId)) !== passwordHash) throw wrongPassword();
};

const wrongPassword = (): AppError => new AppError('wrong_credentials', { message: 'The password is wrong.' });
