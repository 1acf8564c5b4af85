import type { Clock } from '@livestreamer/clock';
import type { LetterLanguage } from '@livestreamer/contracts';
import { AppError } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { accountByEmail, accountById } from '../account-store.ts';
import type { AccountPost } from '../letters/account-post.ts';
import type { OneTimeLinks } from '../letters/one-time-links.ts';
import { updateConfirmed, updatePasswordHash } from '../own-account/account-change-store.ts';
import { deletePasskeysOf } from '../passkeys/passkey-store.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { deleteStreamKeysOf } from '../stream-keys/stream-key-store.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { assertGoodPassword } from './password-rules.ts';

/** The way back in for whoever forgot the password, or fears that somebody else knows it. */
export interface PasswordReset {
  /** Whether the address has an account. */
  concerns(email: string): Promise<boolean>;
  /** Writes to the owner of the address, if there is one; in this language, or in the account's own. */
  request(email: string, language?: LetterLanguage): Promise<void>;
  /**
   * Changes the password of the one account the link stands for, and signs it out everywhere. Whoever has the letter has
   * the mailbox, so an address that waits to be confirmed is. `removeOtherWaysIn`: stream keys and passkeys go too, which an intruder
   * may have made; the second factor stays, or a mailbox alone would take an account over. Returns the account's id. Throws `link_wrong` or `password_too_common`.
   */
  reset(request: { token: string; password: string; removeOtherWaysIn: boolean }): Promise<string>;
}

interface PasswordResetOptions {
  readonly sql: Sql;
  readonly hasher: PasswordHasher;
  readonly links: OneTimeLinks;
  readonly post: AccountPost;
  readonly sessions: Sessions;
  readonly clock: Clock;
}

export const createPasswordReset = (options: PasswordResetOptions): PasswordReset => {
  const { sql, hasher, links, post, sessions, clock } = options;
  return {
    concerns: async (email) => (await accountByEmail(sql, email)) !== null,
    request: (email, language) =>
      sql.begin(async (tx) => {
        const owner = await accountByEmail(tx, email);
        if (owner) await post.wayIn(tx, { ...owner, language: language ?? owner.language }, 'resetPassword');
      }),
    reset: async ({ token, password, removeOtherWaysIn }) => {
      // Looked at first, so that a password that is refused does not cost the link, and no made-up link costs a hash.
      const link = { purpose: 'reset-password', token } as const;
      const found = await links.find(sql, link);
      const account = found && (await accountById(sql, found.accountId));
      if (!account || account.deletedAt) throw new AppError('link_wrong');
      assertGoodPassword(password, [account.username, account.email]);
      const passwordHash = await hasher.hash(password);
      return sql.begin(async (tx) => {
        const used = await links.use(tx, link);
        if (!used) throw new AppError('link_wrong');
        const { accountId } = used;
        await updatePasswordHash(tx, { accountId, passwordHash });
        await updateConfirmed(tx, { accountId, at: new Date(clock.now()) });
        await links.makeVoid(tx, { accountId, purposes: ['change-email'] });
        if (removeOtherWaysIn) {
          await deleteStreamKeysOf(tx, accountId);
          await deletePasskeysOf(tx, accountId);
        }
        await post.passwordChanged(tx, account);
        await sessions.endAllOf(accountId, { db: tx });
        return accountId;
      });
    },
  };
};
