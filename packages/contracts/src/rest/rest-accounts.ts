import { z } from 'zod';
import { LETTER_LANGUAGES } from '../letter-languages.ts';
import { LIMITS } from '../limits.ts';
import { PERMISSIONS, ROLES } from '../permissions.ts';
import { defineRoute } from './rest-route.ts';

/** Letters of any script, digits, `-_.`; compared without case. Nothing invisible, and no towers of accents: they make names look alike. */
export const usernameSchema = z
  .string()
  .trim()
  .min(LIMITS.username.min)
  .max(LIMITS.username.max)
  .regex(/^[\p{L}\p{M}\p{N}._-]+$/u, 'Letters, digits and - _ . only')
  .regex(/[\p{L}\p{N}]/u, 'At least one letter or digit')
  .regex(/^\P{Default_Ignorable_Code_Point}*$/u, 'Nothing invisible')
  .regex(/^(?!.*\p{M}{3})/u, 'At most two accents on one letter');

/** Normalised to NFC before its length is counted, so that the same keys give the same password everywhere. */
export const passwordSchema = z
  .string()
  .transform((value) => value.normalize('NFC'))
  .pipe(z.string().min(LIMITS.password.min).max(LIMITS.password.max));

export const emailSchema = z.string().trim().max(LIMITS.email.max).pipe(z.email());

/** Whoever is signed in. `permissions` is what the web client shows or hides by; the server decides. */
export const accountSchema = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string(),
  /** The address that counts once its letter was answered. */
  pendingEmail: z.string().nullable(),
  /** Of the letters to this account. */
  language: z.enum(LETTER_LANGUAGES),
  roles: z.array(z.enum(ROLES)),
  permissions: z.array(z.enum(PERMISSIONS)),
});
export type Account = z.infer<typeof accountSchema>;

export const signIn = defineRoute({
  name: 'signIn',
  method: 'POST',
  path: '/api/v1/sessions',
  access: 'public',
  summary: 'Sign in with username or e-mail address; answers with the session cookie.',
  body: z.object({
    login: z.string().trim().min(1).max(LIMITS.email.max),
    password: z.string().min(1).max(1024),
    /** Of the second factor: six digits, or a recovery code. Asked for with `second_factor_needed`. */
    code: z.string().trim().max(32).optional(),
  }),
  status: 200,
  reply: accountSchema,
  errors: [
    'wrong_credentials',
    'second_factor_needed',
    'second_factor_wrong',
    'account_unconfirmed',
    'account_banned',
    'account_deleted',
    'too_many_requests',
  ],
});

export const signOut = defineRoute({
  name: 'signOut',
  method: 'DELETE',
  path: '/api/v1/sessions',
  access: 'public',
  summary: 'Sign out: the session ends and the cookie is cleared. Also fine when nobody is signed in.',
  status: 204,
});

export const whoAmI = defineRoute({
  name: 'whoAmI',
  method: 'GET',
  path: '/api/v1/account',
  access: 'signed-in',
  summary: 'The account that is signed in.',
  status: 200,
  reply: accountSchema,
  errors: ['not_signed_in'],
});

export const setUpState = defineRoute({
  name: 'setUpState',
  method: 'GET',
  path: '/api/v1/setup',
  access: 'public',
  summary: 'Whether this server still waits for its first admin.',
  status: 200,
  reply: z.object({ needed: z.boolean() }),
});

export const setUp = defineRoute({
  name: 'setUp',
  method: 'POST',
  path: '/api/v1/setup',
  access: 'public',
  summary: 'Make the first admin and the default station with the one-time link printed at first start, and sign in.',
  body: z.object({
    token: z.string().min(1).max(128),
    username: usernameSchema,
    email: emailSchema,
    password: passwordSchema,
    stationName: z.string().trim().min(LIMITS.stationName.min).max(LIMITS.stationName.max),
  }),
  status: 201,
  reply: accountSchema,
  errors: ['set_up_link_wrong', 'already_set_up', 'password_too_common'],
});
