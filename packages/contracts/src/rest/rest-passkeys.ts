import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { accountSchema } from './rest-accounts.ts';
import { currentPasswordSchema } from './rest-own-account.ts';
import { defineRoute } from './rest-route.ts';

/** What browsers and authenticators say to each other (W3C WebAuthn Level 3, JSON forms); the library on each side knows its shape. */
export const webAuthnJsonSchema = z.record(z.string(), z.unknown());

/** Binds a challenge to its answer. */
const ceremonySchema = z.string().min(1).max(128);

export const passkeySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;

export const listPasskeys = defineRoute({
  name: 'listPasskeys',
  method: 'GET',
  path: '/api/v1/account/passkeys',
  access: 'signed-in',
  summary: 'The passkeys of the account.',
  status: 200,
  reply: z.object({ items: z.array(passkeySchema) }),
});

export const beginPasskey = defineRoute({
  name: 'beginPasskey',
  method: 'POST',
  path: '/api/v1/account/passkeys/challenges',
  access: 'signed-in',
  summary: 'Begin to add a passkey: what the browser needs to make one.',
  body: z.object({ currentPassword: currentPasswordSchema }),
  status: 200,
  reply: z.object({ ceremony: ceremonySchema, options: webAuthnJsonSchema }),
  errors: ['wrong_credentials', 'too_many_of_these', 'too_many_requests'],
});

export const addPasskey = defineRoute({
  name: 'addPasskey',
  method: 'POST',
  path: '/api/v1/account/passkeys',
  access: 'signed-in',
  summary: 'Add the passkey that the browser made.',
  body: z.object({
    ceremony: ceremonySchema,
    name: z.string().trim().min(LIMITS.passkeyName.min).max(LIMITS.passkeyName.max),
    response: webAuthnJsonSchema,
  }),
  status: 201,
  reply: passkeySchema,
  errors: ['passkey_wrong', 'too_many_of_these', 'too_many_requests'],
});

export const removePasskey = defineRoute({
  name: 'removePasskey',
  method: 'DELETE',
  path: '/api/v1/account/passkeys/:passkey',
  access: 'signed-in',
  summary: 'Remove a passkey.',
  params: z.object({ passkey: z.uuid() }),
  status: 204,
  errors: ['not_found'],
});

export const beginPasskeySignIn = defineRoute({
  name: 'beginPasskeySignIn',
  method: 'POST',
  path: '/api/v1/sessions/passkeys/challenges',
  access: 'public',
  summary: 'Begin to sign in with a passkey: what the browser asks its keys with.',
  status: 200,
  reply: z.object({ ceremony: ceremonySchema, options: webAuthnJsonSchema }),
  errors: ['too_many_requests'],
});

export const signInWithPasskey = defineRoute({
  name: 'signInWithPasskey',
  method: 'POST',
  path: '/api/v1/sessions/passkeys',
  access: 'public',
  summary: 'Sign in with a passkey; it stands for password and second factor.',
  body: z.object({ ceremony: ceremonySchema, response: webAuthnJsonSchema }),
  status: 200,
  reply: accountSchema,
  errors: ['passkey_wrong', 'account_unconfirmed', 'account_banned', 'account_deleted', 'too_many_requests'],
});
