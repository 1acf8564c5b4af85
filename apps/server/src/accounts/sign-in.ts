import type { Clock } from '@livestreamer/clock';
import type { ErrorCode } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';
import { type RateLimits, rangeOf } from '../platform/limits/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import { loginKey } from './account-keys.ts';
import { standingOf } from './account-standing.ts';
import { type AccountRecord, accountByLogin } from './account-store.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { SecondFactor } from './second-factor/second-factor.ts';

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
    if (!right || !found) return null;
    const { passwordHash: _, ...account } = found;
    return account;
  };

/** Throws the reason why whoever has this account may not come in. Only for those who have shown that it is theirs. */
export const assertMayEnter = (account: AccountRecord, nowMs: number): void => {
  const standing = standingOf(account, nowMs);
  if (standing !== 'active') throw new AppError(KEPT_OUT[standing]);
};

const KEPT_OUT = {
  unconfirmed: 'account_unconfirmed',
  banned: 'account_banned',
  deleted: 'account_deleted',
} as const satisfies Record<string, ErrorCode>;

/** An attempt to sign in with a password, and from where. */
export interface PasswordAttempt extends Credentials {
  readonly address: string;
}

/**
 * Guesses are counted twice: for the address, and for the name that was typed, whether or not somebody has it. A right one is
 * taken back from the address and clears the name, so nobody is slowed down by being right. The address comes first: one
 * stranger's guesses stop there, and do not slow the owner down who comes from elsewhere. Programs are counted apart from
 * people: a DJ tool that tries an old password all night does not keep its owner from signing in.
 */
export interface PasswordSignIn {
  /** Throws `wrong_credentials`, then what standing says, then `second_factor_needed` or `second_factor_wrong`; or `too_many_requests`. */
  signIn(attempt: PasswordAttempt & { readonly code?: string | undefined }): Promise<AccountRecord>;
  /** For programs that know one password and nothing else: null for whatever is wrong, and while a second factor is on. Throws `too_many_requests`. */
  accountOf(attempt: PasswordAttempt): Promise<AccountRecord | null>;
}

interface PasswordSignInOptions {
  readonly sql: Sql;
  readonly findByPassword: FindByPassword;
  readonly secondFactor: SecondFactor;
  readonly limits: RateLimits;
  readonly clock: Clock;
}

export const createPasswordSignIn = (options: PasswordSignInOptions): PasswordSignIn => {
  const { sql, findByPassword, secondFactor, limits, clock } = options;

  /** Counts an attempt; it was right when `judge` gives an account. */
  const counted = async (
    { address, name }: { address: string; name: string },
    judge: () => Promise<AccountRecord | null>,
  ): Promise<AccountRecord | null> => {
    await limits.take('sign-in-address', address);
    await limits.take('sign-in-account', name);
    const account = await judge();
    if (account) {
      await limits.giveBack('sign-in-address', address);
      await limits.forget('sign-in-account', name);
    }
    return account;
  };

  return {
    signIn: async ({ code, address, ...credentials }) => {
      const keys = { address: rangeOf(address), name: loginKey(credentials.login).key };
      const account = await counted(keys, async () => {
        const found = await findByPassword(credentials);
        if (!found) return null;
        assertMayEnter(found, clock.now());
        if (!(await secondFactor.isOn(sql, found.id))) return found;
        if (!code) throw new AppError('second_factor_needed');
        await secondFactor.check(sql, { accountId: found.id, code });
        return found;
      });
      if (!account) throw new AppError('wrong_credentials');
      return account;
    },
    accountOf: ({ address, ...credentials }) => {
      const keys = { address: `source ${rangeOf(address)}`, name: `source ${loginKey(credentials.login).key}` };
      return counted(keys, async () => {
        const found = await findByPassword(credentials);
        const counts =
          found && standingOf(found, clock.now()) === 'active' && !(await secondFactor.isOn(sql, found.id));
        return counts ? found : null;
      });
    },
  };
};
