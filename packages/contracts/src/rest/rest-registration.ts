import { z } from 'zod';
import { LETTER_LANGUAGES } from '../letter-languages.ts';
import { emailSchema, passwordSchema, usernameSchema } from './rest-accounts.ts';
import { defineRoute } from './rest-route.ts';

/** Who may make an account: everybody, whoever was invited, nobody. */
export const REGISTRATION_MODES = ['open', 'invitation', 'closed'] as const;
export type RegistrationMode = (typeof REGISTRATION_MODES)[number];

/** The token of a one-time link, as it stands in the address. */
export const linkTokenSchema = z.string().min(1).max(128);
const linkParams = z.object({ token: linkTokenSchema });
const language = z.enum(LETTER_LANGUAGES);
/** Of this one letter; without it: the account's own. */
const letterLanguage = language.optional();

export const registrationState = defineRoute({
  name: 'registrationState',
  method: 'GET',
  path: '/api/v1/registration',
  access: 'public',
  summary: 'Who may make an account on this server.',
  status: 200,
  reply: z.object({ mode: z.enum(REGISTRATION_MODES) }),
});

export const registerAccount = defineRoute({
  name: 'registerAccount',
  method: 'POST',
  path: '/api/v1/accounts',
  access: 'public',
  summary:
    'Make an account. A letter with a link confirms the address; the answer is the same when the address has an account.',
  body: z.object({
    username: usernameSchema,
    email: emailSchema,
    password: passwordSchema,
    /** Of letters to the account. */
    language: language.default('en'),
    /** From the link of an invitation. */
    invitation: linkTokenSchema.optional(),
  }),
  status: 202,
  errors: ['username_taken', 'password_too_common', 'registration_closed', 'invitation_wrong', 'too_many_requests'],
});

export const requestConfirmation = defineRoute({
  name: 'requestConfirmation',
  method: 'POST',
  path: '/api/v1/accounts/confirmations',
  access: 'public',
  summary: 'Ask for a new letter that confirms an address; the answer is the same whether or not it waits for one.',
  body: z.object({ email: emailSchema, language: letterLanguage }),
  status: 202,
  errors: ['too_many_requests'],
});

export const confirmAccount = defineRoute({
  name: 'confirmAccount',
  method: 'PUT',
  path: '/api/v1/accounts/confirmations/:token',
  access: 'public',
  summary: 'Confirm the address of a new account with the link from the letter.',
  params: linkParams,
  status: 204,
  errors: ['link_wrong', 'too_many_requests'],
});

export const requestPasswordReset = defineRoute({
  name: 'requestPasswordReset',
  method: 'POST',
  path: '/api/v1/password-resets',
  access: 'public',
  summary:
    'Ask for a letter with a link to choose a new password; the answer is the same whether or not the account exists.',
  body: z.object({ email: emailSchema, language: letterLanguage }),
  status: 202,
  errors: ['too_many_requests'],
});

export const resetPassword = defineRoute({
  name: 'resetPassword',
  method: 'PUT',
  path: '/api/v1/password-resets/:token',
  access: 'public',
  summary:
    'Choose a new password with the link from the letter. Everybody who was signed in with the old one is signed out.',
  params: linkParams,
  body: z.object({
    password: passwordSchema,
    /**
     * Also revoke the stream keys and remove the passkeys: whoever was in may have made them. The second factor stays, or a mailbox
     * alone would take an account over: a recovery code, or who keeps order on the server, turns it off.
     */
    removeOtherWaysIn: z.boolean().default(true),
  }),
  status: 204,
  errors: ['link_wrong', 'password_too_common', 'too_many_requests'],
});

export const confirmEmailChange = defineRoute({
  name: 'confirmEmailChange',
  method: 'PUT',
  path: '/api/v1/email-changes/:token',
  access: 'public',
  summary: 'Confirm a new e-mail address with the link from the letter that went there.',
  params: linkParams,
  status: 204,
  errors: ['link_wrong', 'email_taken', 'too_many_requests'],
});

export const restoreAccount = defineRoute({
  name: 'restoreAccount',
  method: 'PUT',
  path: '/api/v1/account-restorations/:token',
  access: 'public',
  summary: 'Bring a deleted account back, within 30 days, with the link from the letter that said goodbye.',
  params: linkParams,
  status: 204,
  errors: ['link_wrong', 'too_many_requests'],
});
