import type { Clock } from '@livestreamer/clock';
import type { ErrorCode } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';
import { type RateLimits, rangeOf } from '../platform/limits/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import { loginKey } from './account-keys.ts';
import { standingOf } from './account-standing.ts';
import { type AccountRecord, type AccountWithPassword, accountByLogin } from './account-store.ts';
import type { PasswordHasher } from './passwords/password-hasher.ts';
import type { SecondFactor } from './second-factor/second-factor.ts';

/** What somebody signs in with: `login` is a username or an e-mail address. */
export interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** The account with this login and password, or null; takes equally long whether or not the account exists. */
export type FindByPassword = (credentials: Credentials) => Promise<AccountWithPassword | null>;

export const createFindByPassword =
  ({ db, hasher }: { db: Db; hasher: PasswordHasher }): FindByPassword =>
  async ({ login, password }) => {
    // No name has a NUL in it, and PostgreSQL takes none.
    const found = login.includes('\0') ? null : await accountByLogin(db, login);
    const right = await hasher.matches(found?.passwordHash ?? null, password);
    return right ? found : null;
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

/** Whoever has just shown who they are. */
export interface Entrant {
  readonly account: AccountRecord;
  /** Looks again whether what they showed is right; throws when it is right no more. */
  readonly confirm?: (db: Db, account: AccountWithPassword) => Promise<void>;
}

/** An attempt to sign in with a password, and from where. */
export interface PasswordAttempt extends Credentials {
  readonly address: string;
}

const keysOf = (address: string, login: string) => ({ address, name: `${address} ${loginKey(login).key}` });

/**
 * Guesses are counted twice: for the address, and for the name that was typed from that address, whether or not somebody has it. A
 * right one is taken back from the address and clears the name, so nobody is slowed down by being right. What strangers guess
 * elsewhere, and however long, does not slow the owner down: a count for the name alone would let them lock the account. Programs are counted apart from
 * people: a DJ tool that tries an old password all night does not keep its owner from signing in.
 */
export interface PasswordSignIn {
  /** Throws `wrong_credentials`, then what standing says, then `second_factor_needed` or `second_factor_wrong`; or `too_many_requests`. */
  signIn(attempt: PasswordAttempt & { readonly code?: string | undefined }): Promise<Entrant>;
  /** For programs that know one password and nothing else: null for whatever is wrong, and while a second factor is on. Throws `too_many_requests`. */
  accountOf(attempt: PasswordAttempt): Promise<AccountWithPassword | null>;
}

interface PasswordSignInOptions {
  readonly sql: Sql;
  readonly findByPassword: FindByPassword;
  readonly secondFactor: Pick<SecondFactor, 'isOn' | 'check'>;
  readonly limits: RateLimits;
  readonly clock: Clock;
}

export const createPasswordSignIn = (options: PasswordSignInOptions): PasswordSignIn => {
  const { sql, findByPassword, secondFactor, limits, clock } = options;

  /** Counts an attempt; it was right when `judge` gives an account. */
  const counted = async <T>(
    { address, name }: { address: string; name: string },
    judge: () => Promise<T | null>,
  ): Promise<T | null> => {
    await limits.take('sign-in-address', address);
    await limits.take('sign-in-account', name);
    const judged = await judge();
    if (judged) {
      await limits.giveBack('sign-in-address', address);
      await limits.forget('sign-in-account', name);
    }
    return judged;
  };

  /** `code`: one was taken. */
  const confirmWith =
    ({ passwordHash, code }: { passwordHash: string; code: boolean }): NonNullable<Entrant['confirm']> =>
    async (db, account) => {
      if (account.passwordHash !== passwordHash) throw new AppError('wrong_credentials');
      if (!code && (await secondFactor.isOn(db, account.id))) throw new AppError('second_factor_needed');
    };

  return {
    signIn: async ({ code, address, ...credentials }) => {
      const keys = keysOf(rangeOf(address), credentials.login);
      const entrant = await counted(keys, async () => {
        const account = await findByPassword(credentials);
        if (!account) return null;
        const { passwordHash } = account;
        assertMayEnter(account, clock.now());
        if (!(await secondFactor.isOn(sql, account.id)))
          return { account, confirm: confirmWith({ passwordHash, code: false }) };
        if (!code) throw new AppError('second_factor_needed');
        await secondFactor.check(sql, { accountId: account.id, code });
        return { account, confirm: confirmWith({ passwordHash, code: true }) };
      });
      if (!entrant) throw new AppError('wrong_credentials');
      return entrant;
    },
    accountOf: ({ address, ...credentials }) => {
      const keys = keysOf(`source ${rangeOf(address)}`, credentials.login);
      return counted(keys, async () => {
        const found = await findByPassword(credentials);
        const counts =
          found && standingOf(found, clock.now()) === 'active' && !(await secondFactor.isOn(sql, found.id));
        return counts ? found : null;
      });
    },
  };
};
