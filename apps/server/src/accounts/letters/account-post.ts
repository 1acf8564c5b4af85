import { type LetterLanguage, linkUrl } from '@livestreamer/contracts';
import type { LetterToSend } from '../../mail/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import type { AccountLetter, AccountLetters } from './account-letters.ts';
import { ACCOUNT_LETTERS_EN } from './account-letters-en.ts';
import { ACCOUNT_LETTERS_RU } from './account-letters-ru.ts';
import type { LinkPurpose } from './one-time-link-store.ts';
import type { OneTimeLinks } from './one-time-links.ts';

const LETTERS: Readonly<Record<LetterLanguage, AccountLetters>> = { en: ACCOUNT_LETTERS_EN, ru: ACCOUNT_LETTERS_RU };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How long an account waits for its confirmation, and its owner for a way back. */
export const UNCONFIRMED_LIFE_MS = 7 * DAY_MS;
export const DELETED_LIFE_MS = 30 * DAY_MS;

/** A letter may be three days on its way, so links that only help somebody in live long; those that change who has the account do not. */
const LINK_LIVES_MS: Readonly<Record<LinkPurpose, number>> = {
  'confirm-account': UNCONFIRMED_LIFE_MS,
  'reset-password': 30 * MINUTE_MS,
  'change-email': DAY_MS,
  'restore-account': DELETED_LIFE_MS,
};

/** Queues a letter in the caller's transaction. */
export type QueueLetter = (db: Db, letter: LetterToSend) => Promise<void>;

/** Whom a letter is about, and where it goes. */
export interface Addressee {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly language: LetterLanguage;
  readonly deletedAt: Date | null;
}

/** What may have become of the ways to sign in and to broadcast. */
export type ProtectionChange =
  | 'secondFactorOn'
  | 'secondFactorOff'
  | 'recoveryCodeUsed'
  | 'recoveryCodesRenewed'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'streamKeyMade';

/** Tells the owner of such a change, in its transaction. */
export type TellOwner<Change extends ProtectionChange> = (db: Db, accountId: string, change: Change) => Promise<void>;

/** Letters about accounts, with the links in them; both are there when the transaction is. */
export interface AccountPost {
  confirmAccount(db: Db, account: Addressee): Promise<void>;
  /** To the owner of an address: the way back in, which for a deleted account is the one that restores it. */
  wayIn(db: Db, owner: Addressee, why: 'resetPassword' | 'addressInUse'): Promise<void>;
  passwordChanged(db: Db, account: Addressee): Promise<void>;
  /** The link to the new address, and the notice to the old one. */
  changeEmail(db: Db, account: Addressee, email: string): Promise<void>;
  /** When the new address has another owner: the notice, and a link that nobody gets, so that all looks the same from outside. */
  changeEmailInVain(db: Db, account: Addressee, email: string): Promise<void>;
  /** Signing in takes more, less or something else from now on. */
  protectionChanged(db: Db, account: Addressee, change: ProtectionChange): Promise<void>;
  goodbye(db: Db, account: Addressee & { readonly deletedAt: Date }): Promise<void>;
}

interface AccountPostOptions {
  readonly links: OneTimeLinks;
  readonly queueLetter: QueueLetter;
  /** Where people reach this server, without a slash at the end. */
  readonly siteUrl: () => string;
}

export const createAccountPost = ({ links, queueLetter, siteUrl }: AccountPostOptions): AccountPost => {
  const factsOf = ({ username }: Addressee) => ({ site: new URL(siteUrl()).host, username });

  const send = (db: Db, { email, language }: Addressee, letter: AccountLetter, url: string | null): Promise<void> => {
    const { subject, paragraphs, action } = letter;
    const link = action !== null && url !== null ? { label: action, url } : null;
    return queueLetter(db, { to: email, language, subject, paragraphs, action: link });
  };

  const open = async (db: Db, account: Addressee, purpose: LinkPurpose, email?: string): Promise<string> => {
    const lifeMs = LINK_LIVES_MS[purpose];
    const token = await links.open(db, { purpose, accountId: account.id, lifeMs, ...(email ? { email } : {}) });
    return linkUrl(siteUrl(), { page: purpose, token });
  };

  const tellOldAddress = (db: Db, account: Addressee): Promise<void> =>
    send(db, account, LETTERS[account.language].emailChanging(factsOf(account)), null);

  const goodbye: AccountPost['goodbye'] = async (db, account) => {
    const until = new Date(account.deletedAt.getTime() + DELETED_LIFE_MS);
    const letter = LETTERS[account.language].goodbye({ ...factsOf(account), until });
    await send(db, account, letter, await open(db, account, 'restore-account'));
  };

  return {
    confirmAccount: async (db, account) => {
      const letter = LETTERS[account.language].confirmAccount(factsOf(account));
      await send(db, account, letter, await open(db, account, 'confirm-account'));
    },
    wayIn: async (db, { deletedAt, ...owner }, why) => {
      if (deletedAt) return goodbye(db, { ...owner, deletedAt });
      const account = { ...owner, deletedAt };
      const letter = LETTERS[account.language][why](factsOf(account));
      await send(db, account, letter, await open(db, account, 'reset-password'));
    },
    passwordChanged: (db, account) =>
      send(db, account, LETTERS[account.language].passwordChanged(factsOf(account)), null),
    changeEmail: async (db, account, email) => {
      const letter = LETTERS[account.language].confirmEmail(factsOf(account));
      await send(db, { ...account, email }, letter, await open(db, account, 'change-email', email));
      await tellOldAddress(db, account);
    },
    changeEmailInVain: async (db, account, email) => {
      await open(db, account, 'change-email', email);
      await tellOldAddress(db, account);
    },
    protectionChanged: (db, account, change) =>
      send(db, account, LETTERS[account.language][change](factsOf(account)), null),
    goodbye,
  };
};
