import { AppError } from '../platform/index.ts';
import type { RateLimits } from '../platform/limits/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { passwordHashById } from './account-store.ts';
import type { PasswordHasher } from './password-hasher.ts';

/**
 * Asks whoever is signed in for the password again. Throws `wrong_credentials`; guesses are counted for the account, so that
 * an open laptop does not become a place to guess at.
 */
export type CheckOwnPassword = (db: Db, own: { accountId: string; password: string }) => Promise<void>;

interface PasswordCheckOptions {
  readonly hasher: PasswordHasher;
  readonly limits: RateLimits;
}

export const createPasswordCheck =
  ({ hasher, limits }: PasswordCheckOptions): CheckOwnPassword =>
  async (db, { accountId, password }) => {
    await limits.take('password-check-account', accountId);
    if (!(await hasher.matches(await passwordHashById(db, accountId), password)))
      throw new AppError('wrong_credentials', { message: 'The password is wrong.' });
    await limits.forget('password-check-account', accountId);
  };
