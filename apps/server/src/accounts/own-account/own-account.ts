import type { LetterLanguage } from '@livestreamer/contracts';
import { AppError } from '../../platform/index.ts';
import type { RateLimits } from '../../platform/limits/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { emailKey } from '../account-keys.ts';
import { type AccountRecord, accountByEmail, accountById } from '../account-store.ts';
import type { AccountPost } from '../letters/account-post.ts';
import type { OneTimeLinks } from '../letters/one-time-links.ts';
import { assertPasswordStands, type CheckOwnPassword } from '../passwords/password-check.ts';
import type { PasswordHasher } from '../passwords/password-hasher.ts';
import { assertGoodPassword } from '../passwords/password-rules.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { updateEmail, updateLanguage, updatePasswordHash, updateUsername } from './account-change-store.ts';

interface PasswordChange {
  readonly currentPassword: string;
  readonly password: string;
  /** The session with this `Cookie` header goes on. */
  readonly cookieHeader: string | null;
}

/** What people change about their own account. */
export interface OwnAccount {
  /** Throws `username_taken`. */
  changeUsername(accountId: string, username: string): Promise<AccountRecord>;
  /** Signs every other device out. Throws `wrong_credentials` or `password_too_common`. */
  changePassword(accountId: string, change: PasswordChange): Promise<void>;
  /**
   * Asks for another address, by letter. One that has another owner is not told here: that owner gets a letter instead.
   * Throws `wrong_credentials`.
   */
  changeEmail(accountId: string, change: { email: string; currentPassword: string }): Promise<void>;
  /** Throws `link_wrong` or, when somebody else was faster, `email_taken`. */
  confirmEmail(token: string): Promise<void>;
  changeLanguage(accountId: string, language: LetterLanguage): Promise<void>;
}

interface OwnAccountOptions {
  readonly sql: Sql;
  readonly hasher: PasswordHasher;
  readonly links: OneTimeLinks;
  readonly post: AccountPost;
  readonly sessions: Sessions;
  readonly checkOwnPassword: CheckOwnPassword;
  readonly limits: RateLimits;
}

export const createOwnAccount = (options: OwnAccountOptions): OwnAccount => {
  const { sql, hasher, links, post, sessions, checkOwnPassword, limits } = options;

  return {
    changeUsername: async (accountId, username) => {
      await updateUsername(sql, { accountId, username });
      return ownRecord(sql, accountId);
    },
    changePassword: async (accountId, { currentPassword, password, cookieHeader }) => {
      const before = await checkOwnPassword(sql, { accountId, password: currentPassword });
      const account = await ownRecord(sql, accountId);
      assertGoodPassword(password, [account.username, account.email]);
      const passwordHash = await hasher.hash(password);
      await sql.begin(async (tx) => {
        await assertPasswordStands(tx, { accountId, passwordHash: before });
        await updatePasswordHash(tx, { accountId, passwordHash });
        await links.makeVoid(tx, { accountId, purposes: ['reset-password', 'change-email'] });
        await post.passwordChanged(tx, account);
        await sessions.endAllOf(accountId, { but: cookieHeader, db: tx });
      });
    },
    changeEmail: async (accountId, { email, currentPassword }) => {
      const passwordHash = await checkOwnPassword(sql, { accountId, password: currentPassword });
      await limits.take('letter-mailbox', `change-email ${emailKey(email)}`);
      await sql.begin(async (tx) => {
        await assertPasswordStands(tx, { accountId, passwordHash });
        const account = await ownRecord(tx, accountId);
        // An address that was mistyped before must not be confirmed by whoever has it.
        await links.makeVoid(tx, { accountId, purposes: ['change-email'] });
        const owner = await accountByEmail(tx, email);
        if (!owner || owner.id === accountId) return post.changeEmail(tx, account, email);
        await post.wayIn(tx, owner, 'addressInUse');
        await post.changeEmailInVain(tx, account, email);
      });
    },
    confirmEmail: (token) =>
      sql.begin(async (tx) => {
        const link = await links.use(tx, { purpose: 'change-email', token });
        if (!link || link.email === null) throw new AppError('link_wrong');
        await updateEmail(tx, { accountId: link.accountId, email: link.email });
        // They went to the old address.
        await links.makeVoid(tx, { accountId: link.accountId, purposes: ['reset-password'] });
      }),
    changeLanguage: (accountId, language) => updateLanguage(sql, { accountId, language }),
  };
};

const ownRecord = async (db: Db, accountId: string): Promise<AccountRecord> => {
  const account = await accountById(db, accountId);
  if (!account) throw new AppError('not_signed_in');
  return account;
};
