import type { AccountLetters } from './account-letters.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Letters about accounts, in English. */
export const ACCOUNT_LETTERS_EN: AccountLetters = {
  confirmAccount: ({ site, username }) => ({
    subject: `Welcome to ${site}: confirm your address`,
    paragraphs: [
      `Hello ${username}, good to have you on ${site}.`,
      'One step is left: confirm that this address is yours. The link is good for a week.',
      'If you did not make an account there, do nothing. Without the confirmation it vanishes by itself.',
    ],
    action: 'Confirm my address',
  }),
  addressInUse: ({ site, username }) => ({
    subject: `You already have an account on ${site}`,
    paragraphs: [
      `Hello ${username}, somebody, probably you, wanted to use this address for an account on ${site}. It has one already: yours.`,
      'Just sign in. If you do not know the password any more, choose a new one. The link is good for 30 minutes.',
      'If that was not you, do nothing. Your account stays as it is.',
    ],
    action: 'Choose a new password',
  }),
  resetPassword: ({ site, username }) => ({
    subject: `A new password for ${site}`,
    paragraphs: [
      `Hello ${username}, somebody, probably you, asked for a new password on ${site}.`,
      'Choose one with this link. It is good for 30 minutes, and once. Every device will be signed out.',
      'If that was not you, do nothing. Your password stays as it is.',
    ],
    action: 'Choose a new password',
  }),
  passwordChanged: ({ site, username }) => ({
    subject: `Your password on ${site} was changed`,
    paragraphs: [
      `Hello ${username}, your account on ${site} has a new password, and every other device was signed out.`,
      'If that was not you, go to the sign-in page, choose “Forgotten password”, and take a new one at once.',
    ],
    action: null,
  }),
  confirmEmail: ({ site, username }) => ({
    subject: `Confirm your new address for ${site}`,
    paragraphs: [
      `Hello ${username}, you want to use this address for your account on ${site}.`,
      'Confirm that it is yours. The link is good for a day; until then your old address counts.',
      'If you know nothing of this, do nothing. Nothing changes then.',
    ],
    action: 'Use this address',
  }),
  emailChanging: ({ site, username }) => ({
    subject: `Your account on ${site} is getting another address`,
    paragraphs: [
      `Hello ${username}, somebody who knows your password asked for another e-mail address for your account on ${site}. It counts as soon as it is confirmed there.`,
      'If that was not you, change your password now: the request is void then.',
    ],
    action: null,
  }),
  secondFactorOn: ({ site, username }) => ({
    subject: `The second factor of your account on ${site} is on`,
    paragraphs: [
      `Hello ${username}, from now on signing in on ${site} takes your password and a code from your authenticator app. Keep the recovery codes where you find them without your phone.`,
      'If that was not you, somebody knows your password: go to the sign-in page, choose “Forgotten password”, and ask the people who run the server for help.',
    ],
    action: null,
  }),
  secondFactorOff: ({ site, username }) => ({
    subject: `The second factor of your account on ${site} is off`,
    paragraphs: [
      `Hello ${username}, from now on your password alone signs in on ${site}.`,
      'If that was not you, go to the sign-in page, choose “Forgotten password”, take a new one at once, and turn the second factor on again.',
    ],
    action: null,
  }),
  recoveryCodeUsed: ({ site, username }) => ({
    subject: `A recovery code of your account on ${site} was used`,
    paragraphs: [
      `Hello ${username}, a recovery code stood in for your authenticator app on ${site}. It is good no more; when few are left, make new ones in your settings.`,
      'If that was not you, somebody knows your password and your codes: go to the sign-in page, choose “Forgotten password”, take a new one at once, and make new codes.',
    ],
    action: null,
  }),
  recoveryCodesRenewed: ({ site, username }) => ({
    subject: `Your account on ${site} has new recovery codes`,
    paragraphs: [
      `Hello ${username}, the recovery codes that you had for ${site} are void; the new ones were shown once.`,
      'If that was not you, somebody knows your password: go to the sign-in page, choose “Forgotten password”, and take a new one at once.',
    ],
    action: null,
  }),
  passkeyAdded: ({ site, username }) => ({
    subject: `Your account on ${site} has a new passkey`,
    paragraphs: [
      `Hello ${username}, a new passkey signs in to your account on ${site}, without a password.`,
      'If that was not you, remove it in your settings, and change your password at once.',
    ],
    action: null,
  }),
  passkeyRemoved: ({ site, username }) => ({
    subject: `A passkey of your account on ${site} was removed`,
    paragraphs: [
      `Hello ${username}, one of your passkeys does not sign in on ${site} any more.`,
      'If that was not you, change your password at once: every other device is signed out then.',
    ],
    action: null,
  }),
  streamKeyMade: ({ site, username }) => ({
    subject: `Your account on ${site} has a new stream key`,
    paragraphs: [
      `Hello ${username}, whoever has the new stream key can broadcast in your name on ${site}, and do nothing else.`,
      'If that was not you, revoke it in your settings, and change your password at once.',
    ],
    action: null,
  }),
  goodbye: ({ site, username, until }) => ({
    subject: `Your account on ${site} was deleted`,
    paragraphs: [
      `Goodbye, ${username}. Your account on ${site} is gone: nobody sees it, and nobody can sign in with it.`,
      `On ${day.format(until)} all that we know of you is erased for good. Until then this link brings everything back.`,
      'If you did not delete it yourself, restore it and choose a new password.',
    ],
    action: 'Restore my account',
  }),
};
