import { z } from 'zod';
import { LETTER_LANGUAGES } from '../letter-languages.ts';
import { accountSchema, emailSchema, passwordSchema, usernameSchema } from './rest-accounts.ts';
import { defineRoute } from './rest-route.ts';

/** The account's own password, again, before what cannot be undone. */
export const currentPasswordSchema = z.string().min(1).max(1024);

export const signedInDeviceSchema = z.object({
  id: z.string(),
  /** What the browser or program called itself when it signed in, shortened; null when it said nothing. */
  device: z.string().nullable(),
  /** Where it was last seen. */
  address: z.string().nullable(),
  signedInAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  /** Whether it is the one that asks. */
  current: z.boolean(),
});
export type SignedInDevice = z.infer<typeof signedInDeviceSchema>;

export const listOwnSessions = defineRoute({
  name: 'listOwnSessions',
  method: 'GET',
  path: '/api/v1/account/sessions',
  access: 'signed-in',
  summary: 'Where the account is signed in, the last used first.',
  status: 200,
  reply: z.object({ items: z.array(signedInDeviceSchema) }),
});

export const endOwnSession = defineRoute({
  name: 'endOwnSession',
  method: 'DELETE',
  path: '/api/v1/account/sessions/:session',
  access: 'signed-in',
  summary: 'Sign one device out.',
  params: z.object({ session: z.uuid() }),
  status: 204,
  errors: ['not_found'],
});

export const endOtherSessions = defineRoute({
  name: 'endOtherSessions',
  method: 'DELETE',
  path: '/api/v1/account/sessions',
  access: 'signed-in',
  summary: 'Sign every device out but the one that asks.',
  status: 204,
});

export const changeUsername = defineRoute({
  name: 'changeUsername',
  method: 'PUT',
  path: '/api/v1/account/username',
  access: 'signed-in',
  summary: 'Take another username; the old one is free at once.',
  body: z.object({ username: usernameSchema }),
  status: 200,
  reply: accountSchema,
  errors: ['username_taken'],
});

export const changePassword = defineRoute({
  name: 'changePassword',
  method: 'PUT',
  path: '/api/v1/account/password',
  access: 'signed-in',
  summary: 'Take another password; every other device is signed out.',
  body: z.object({ currentPassword: currentPasswordSchema, password: passwordSchema }),
  status: 204,
  errors: ['wrong_credentials', 'password_too_common', 'too_many_requests'],
});

export const changeEmail = defineRoute({
  name: 'changeEmail',
  method: 'POST',
  path: '/api/v1/account/email-changes',
  access: 'signed-in',
  summary: 'Ask for another e-mail address: a letter to the new one confirms it, a notice goes to the old one.',
  body: z.object({ email: emailSchema, currentPassword: currentPasswordSchema }),
  status: 202,
  errors: ['wrong_credentials', 'too_many_requests'],
});

export const changeLanguage = defineRoute({
  name: 'changeLanguage',
  method: 'PUT',
  path: '/api/v1/account/language',
  access: 'signed-in',
  summary: 'The language of letters to this account.',
  body: z.object({ language: z.enum(LETTER_LANGUAGES) }),
  status: 204,
});

export const deleteOwnAccount = defineRoute({
  name: 'deleteOwnAccount',
  method: 'POST',
  path: '/api/v1/account/deletion',
  access: 'signed-in',
  summary: 'Delete the account: gone at once, restorable by a link in a letter for 30 days, then erased.',
  body: z.object({ currentPassword: currentPasswordSchema }),
  status: 204,
  errors: ['wrong_credentials', 'last_admin', 'too_many_requests'],
});

export const exportOwnAccount = defineRoute({
  name: 'exportOwnAccount',
  method: 'GET',
  path: '/api/v1/account/export',
  access: 'signed-in',
  summary: 'Everything that is stored about the account, as JSON.',
  status: 200,
  reply: z.object({
    account: z.object({
      id: z.string(),
      username: z.string(),
      email: z.string(),
      language: z.enum(LETTER_LANGUAGES),
      createdAt: z.iso.datetime(),
      confirmedAt: z.iso.datetime().nullable(),
      roles: z.array(z.string()),
      /** Since when signing in takes a code; null: it does not. */
      secondFactorSince: z.iso.datetime().nullable(),
      ban: z.object({ reason: z.string(), since: z.iso.datetime(), until: z.iso.datetime().nullable() }).nullable(),
    }),
    sessions: z.array(signedInDeviceSchema),
    streamKeys: z.array(
      z.object({ name: z.string(), createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().nullable() }),
    ),
    passkeys: z.array(
      z.object({ name: z.string(), createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().nullable() }),
    ),
    stations: z.array(z.object({ slug: z.string(), name: z.string() })),
    /** On stations of others. */
    stationRoles: z.array(z.object({ station: z.string(), role: z.string(), grantedAt: z.iso.datetime() })),
    /** Made by the account, or used for it. */
    invitations: z.array(
      z.object({
        part: z.enum(['made', 'used']),
        email: z.string().nullable(),
        role: z.string(),
        createdAt: z.iso.datetime(),
        usedAt: z.iso.datetime().nullable(),
      }),
    ),
    /** Links in letters that were not used yet. */
    openLinks: z.array(
      z.object({
        purpose: z.string(),
        email: z.string().nullable(),
        createdAt: z.iso.datetime(),
        expiresAt: z.iso.datetime(),
      }),
    ),
    /** To the address of the account; what they say is not kept once they are sent. */
    letters: z.array(
      z.object({
        createdAt: z.iso.datetime(),
        sentAt: z.iso.datetime().nullable(),
        givenUpAt: z.iso.datetime().nullable(),
      }),
    ),
    /** What the account did to keep order, and what was done to it. */
    acts: z.array(
      z.object({
        at: z.iso.datetime(),
        part: z.enum(['did', 'happened']),
        action: z.string(),
        /** Of what it did itself: from where. */
        address: z.string().nullable(),
      }),
    ),
    broadcasts: z.array(
      z.object({
        id: z.string(),
        station: z.string(),
        title: z.string(),
        plannedStart: z.iso.datetime().nullable(),
        startedAt: z.iso.datetime().nullable(),
        endedAt: z.iso.datetime().nullable(),
      }),
    ),
    /** Planned shows that repeat. */
    series: z.array(
      z.object({ station: z.string(), title: z.string(), startsOn: z.string(), createdAt: z.iso.datetime() }),
    ),
    bookmarks: z.array(z.object({ broadcast: z.string(), title: z.string(), keptAt: z.iso.datetime() })),
    /** Planned shows that the account gets a letter about. */
    reminders: z.array(z.object({ broadcast: z.string(), title: z.string(), askedAt: z.iso.datetime() })),
    chat: z.object({
      messages: z.array(
        z.object({
          station: z.string(),
          text: z.string(),
          sentAt: z.iso.datetime(),
          editedAt: z.iso.datetime().nullable(),
          deletedAt: z.iso.datetime().nullable(),
          /** From where; forgotten after thirty days. */
          address: z.string().nullable(),
        }),
      ),
      /** Messages of others, by id. */
      likes: z.array(z.object({ station: z.string(), message: z.string() })),
      reports: z.array(
        z.object({ station: z.string(), message: z.string(), reason: z.string(), reportedAt: z.iso.datetime() }),
      ),
      /** Mutes and bans of the account on stations. */
      restrictions: z.array(
        z.object({
          station: z.string(),
          kind: z.enum(['mute', 'ban']),
          reason: z.string(),
          since: z.iso.datetime(),
          until: z.iso.datetime().nullable(),
        }),
      ),
      /** What the account did to keep order on stations, and what was done to it. */
      acts: z.array(
        z.object({
          station: z.string(),
          at: z.iso.datetime(),
          part: z.enum(['did', 'happened']),
          act: z.string(),
          reason: z.string(),
        }),
      ),
    }),
  }),
});
