import type { Clock } from '@livestreamer/clock';
import type { LetterLanguage, RegistrationMode, Role } from '@livestreamer/contracts';
import { addRole } from '../../access/index.ts';
import { AppError, type Chance } from '../../platform/index.ts';
import type { RateLimits } from '../../platform/limits/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { emailKey } from '../account-keys.ts';
import {
  type AccountRecord,
  accountByEmail,
  accountById,
  insertAccount,
  isUsernameTaken,
  type NewAccount,
} from '../account-store.ts';
import type { AccountPost } from '../letters/account-post.ts';
import type { OneTimeLinks } from '../letters/one-time-links.ts';
import { updateConfirmed } from '../own-account/account-change-store.ts';
import type { PasswordHasher } from '../passwords/password-hasher.ts';
import { assertGoodPassword } from '../passwords/password-rules.ts';

/** Who wants an account. */
export interface RegistrationRequest {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly language: LetterLanguage;
  readonly invitation: string | null;
}

/** Takes an invitation for an account, in its transaction; throws `invitation_wrong`. */
export type UseInvitation = (
  db: Db,
  use: { token: string; accountId: string; email: string },
) => Promise<{ readonly role: Role }>;

/**
 * How an account begins: registered → (confirmed | gone after a week).
 *
 * Whoever registers an address that has an account does not hear of that; the owner gets a letter instead. Both ways do the
 * same work (hash, account, invitation, role, link, letter) and leave the same behind: an account that waits to be confirmed.
 * So neither the answer nor its time tells anything, nor trying the new name and password afterwards, nor the name or the
 * invitation a second time. The account with the address of somebody else cannot be confirmed, and is gone after a week.
 */
export interface Registration {
  /** Throws `registration_closed`, `invitation_wrong`, `password_too_common`, `username_taken` or `too_many_requests`. */
  register(request: RegistrationRequest): Promise<void>;
  /** Whether an account with this address waits for the letter. */
  waitsForConfirmation(email: string): Promise<boolean>;
  /** Sends the letter again, if the address waits for one; in this language, or in the account's own. */
  resend(email: string, language?: LetterLanguage): Promise<void>;
  /** Sends it in the caller's transaction; throws `not_found` unless the account waits for one. */
  send(db: Db, account: { accountId: string }): Promise<void>;
  /** Throws `link_wrong`. */
  confirm(token: string): Promise<void>;
}

interface RegistrationOptions {
  readonly sql: Sql;
  readonly hasher: PasswordHasher;
  readonly links: OneTimeLinks;
  readonly post: AccountPost;
  readonly registrationMode: () => Promise<RegistrationMode>;
  readonly useInvitation: UseInvitation;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** What everybody is who was not invited as something else. */
const FIRST_ROLE: Role = 'listener';

export const createRegistration = (options: RegistrationOptions): Registration => {
  const { sql, hasher, links, post, registrationMode, useInvitation, limits, clock, chance } = options;

  const roleOf = async (
    db: Db,
    { accountId, email, invitation }: { accountId: string; email: string; invitation: string | null },
  ): Promise<Role> =>
    invitation === null ? FIRST_ROLE : (await useInvitation(db, { token: invitation, accountId, email })).role;

  const make = (account: NewAccount, invitation: string | null): Promise<void> =>
    sql.begin(async (tx) => {
      const owner = await accountByEmail(tx, account.email);
      const made = await insertAccount(tx, owner ? { ...account, email: nobodysAddress(chance.uuid()) } : account);
      await addRole(tx, {
        accountId: made.id,
        role: await roleOf(tx, { accountId: made.id, email: account.email, invitation }),
      });
      return owner ? post.wayIn(tx, owner, 'addressInUse') : post.confirmAccount(tx, made);
    });

  return {
    register: async ({ username, email, password, language, invitation }) => {
      const mode = await registrationMode();
      if (mode === 'closed') throw new AppError('registration_closed');
      if (mode === 'invitation' && invitation === null) throw new AppError('invitation_wrong');
      assertGoodPassword(password, [username, email]);
      // Before it is known whether the address has an account: a taken name is refused in either case.
      if (await isUsernameTaken(sql, username)) throw new AppError('username_taken');
      await limits.take('letter-mailbox', `registration ${emailKey(email)}`);
      const passwordHash = await hasher.hash(password);
      const account = { username, email, passwordHash, language, confirmedAt: null };
      // Of two who register one address at the same time the second finds the first one's account.
      await make(account, invitation).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'email_taken') return make(account, invitation);
        throw error;
      });
    },
    waitsForConfirmation: async (email) => {
      const account = await accountByEmail(sql, email);
      return account !== null && isUnconfirmed(account);
    },
    resend: (email, language) =>
      sql.begin(async (tx) => {
        const account = await accountByEmail(tx, email);
        if (account && isUnconfirmed(account))
          await post.confirmAccount(tx, { ...account, language: language ?? account.language });
      }),
    send: async (db, { accountId }) => {
      const account = await accountById(db, accountId);
      if (!account || !isUnconfirmed(account)) throw new AppError('not_found');
      await post.confirmAccount(db, account);
    },
    confirm: (token) =>
      sql.begin(async (tx) => {
        const link = await links.use(tx, { purpose: 'confirm-account', token });
        const account = link && (await accountById(tx, link.accountId));
        if (!account || account.deletedAt) throw new AppError('link_wrong');
        await updateConfirmed(tx, { accountId: account.id, at: new Date(clock.now()) });
      }),
  };
};

const isUnconfirmed = ({ confirmedAt, deletedAt }: AccountRecord): boolean => !confirmedAt && !deletedAt;

/** An address that no letter reaches (RFC 2606 §2), for an account that nobody is to confirm. */
const nobodysAddress = (id: string): string => `nobody-${id}@address-in-use.invalid`;
