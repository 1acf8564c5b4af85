import type { Db } from '../platform/postgres/index.ts';
import { type AccountRecord, accountByLogin } from './account-store.ts';
import type { PasswordHasher } from './password-hasher.ts';

/** What somebody signs in with: `login` is a username or an e-mail address. */
export interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** The account with this login and password, or null; takes equally long whether or not the account exists. */
export type FindByPassword = (credentials: Credentials) => Promise<AccountRecord | null>;

export const createFindByPassword =
  ({ db, hasher }: { db: Db; hasher: PasswordHasher }): FindByPassword =>
  async ({ login, password }) => {
    // No name has a NUL in it, and PostgreSQL takes none.
    const found = login.includes('\0') ? null : await accountByLogin(db, login);
    const right = await hasher.matches(found?.passwordHash ?? null, password);
    return right && found ? { id: found.id, username: found.username, email: found.email } : null;
  };
