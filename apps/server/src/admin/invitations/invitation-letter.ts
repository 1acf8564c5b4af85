import type { LetterLanguage } from '@livestreamer/contracts';

interface InvitationFacts {
  /** The host of this server, as people know it. */
  readonly site: string;
  /** Who invites. */
  readonly username: string;
}

/** What the letter says that brings an invitation; `action` stands on the link. */
export interface InvitationLetter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action: string;
}

/** In the language of whoever invites: nobody knows that of the one who is invited. */
export const INVITATION_LETTERS: Readonly<Record<LetterLanguage, (facts: InvitationFacts) => InvitationLetter>> = {
  en: ({ site, username }) => ({
    subject: `${username} invites you to ${site}`,
    paragraphs: [
      `Hello, ${username} would like to have you on ${site}, a place for live radio.`,
      'Make your account with this link. It is good for a week, and for one account.',
      'If you do not know what this is about, do nothing. You will not hear from us again.',
    ],
    action: 'Make my account',
  }),
  ru: ({ site, username }) => ({
    subject: `${username} приглашает вас на ${site}`,
    paragraphs: [
      `Здравствуйте! ${username} приглашает вас на ${site} — там живое радио.`,
      'Создайте учётную запись по этой ссылке. Она действует неделю и годится для одной записи.',
      'Если вы не знаете, о чём речь, ничего не делайте. Больше мы вас не побеспокоим.',
    ],
    action: 'Создать учётную запись',
  }),
};
