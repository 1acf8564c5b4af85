import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { ROLES } from '../permissions.ts';
import { defineRoute } from './rest-route.ts';
import { pageOf, pageQuerySchema } from './rest-stations.ts';

/** How an account stands. */
export const ACCOUNT_STATES = ['active', 'unconfirmed', 'banned', 'deleted'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** An account as those see it who keep order. */
export const managedAccountSchema = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string(),
  state: z.enum(ACCOUNT_STATES),
  roles: z.array(z.enum(ROLES)),
  createdAt: z.iso.datetime(),
  secondFactor: z.boolean(),
  ban: z.object({ reason: z.string(), until: z.iso.datetime().nullable() }).nullable(),
  deletedAt: z.iso.datetime().nullable(),
});
export type ManagedAccount = z.infer<typeof managedAccountSchema>;

const accountParams = z.object({ account: z.uuid() });

export const listAccounts = defineRoute({
  name: 'listAccounts',
  method: 'GET',
  path: '/api/v1/admin/accounts',
  access: 'account.manage',
  summary: 'All accounts by name, or those whose name or address begins with, or contains, what is searched for.',
  query: pageQuerySchema.extend({
    search: z.string().trim().max(LIMITS.search.max).optional(),
    state: z.enum(ACCOUNT_STATES).optional(),
    role: z.enum(ROLES).optional(),
  }),
  status: 200,
  reply: pageOf(managedAccountSchema),
});

export const getManagedAccount = defineRoute({
  name: 'getManagedAccount',
  method: 'GET',
  path: '/api/v1/admin/accounts/:account',
  access: 'account.manage',
  summary: 'One account.',
  params: accountParams,
  status: 200,
  reply: managedAccountSchema,
  errors: ['not_found'],
});

export const setAccountRoles = defineRoute({
  name: 'setAccountRoles',
  method: 'PUT',
  path: '/api/v1/admin/accounts/:account/roles',
  access: 'role.manage',
  summary: 'Give an account these roles and no others.',
  params: accountParams,
  body: z.object({ roles: z.array(z.enum(ROLES)).max(ROLES.length) }),
  status: 200,
  reply: managedAccountSchema,
  errors: ['not_found', 'last_admin'],
});

export const banAccount = defineRoute({
  name: 'banAccount',
  method: 'PUT',
  path: '/api/v1/admin/accounts/:account/ban',
  access: 'account.manage',
  summary: 'Ban an account: signed out everywhere at once, its source cut.',
  params: accountParams,
  body: z.object({
    reason: z.string().trim().min(1).max(LIMITS.banReason.max),
    /** Null: for good. */
    until: z.iso.datetime().nullable().default(null),
  }),
  status: 200,
  reply: managedAccountSchema,
  errors: ['not_found', 'last_admin', 'forbidden'],
});

export const unbanAccount = defineRoute({
  name: 'unbanAccount',
  method: 'DELETE',
  path: '/api/v1/admin/accounts/:account/ban',
  access: 'account.manage',
  summary: 'Lift the ban of an account.',
  params: accountParams,
  status: 200,
  reply: managedAccountSchema,
  errors: ['not_found'],
});

export const deleteAccount = defineRoute({
  name: 'deleteAccount',
  method: 'DELETE',
  path: '/api/v1/admin/accounts/:account',
  access: 'account.manage',
  summary: 'Delete an account as its owner could; the owner may restore it for 30 days.',
  params: accountParams,
  status: 204,
  errors: ['not_found', 'last_admin', 'forbidden'],
});

export const removeSecondFactor = defineRoute({
  name: 'removeSecondFactor',
  method: 'DELETE',
  path: '/api/v1/admin/accounts/:account/second-factor',
  access: 'account.manage',
  summary:
    'Turn the second factor of an account off, for somebody who lost it; a letter tells them, every device is signed out.',
  params: accountParams,
  status: 204,
  errors: ['not_found', 'second_factor_off', 'forbidden'],
});

export const resendConfirmation = defineRoute({
  name: 'resendConfirmation',
  method: 'POST',
  path: '/api/v1/admin/accounts/:account/confirmation-letters',
  access: 'account.manage',
  summary: 'Send the letter again that confirms the address of an account.',
  params: accountParams,
  status: 202,
  errors: ['not_found', 'too_many_requests'],
});
