import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { PERMISSIONS, ROLES } from '../permissions.ts';
import { emailSchema } from './rest-accounts.ts';
import { REGISTRATION_MODES } from './rest-registration.ts';
import { defineRoute } from './rest-route.ts';
import { pageOf, pageQuerySchema } from './rest-stations.ts';

export const rolesMatrixSchema = z.object({
  roles: z.array(z.object({ role: z.enum(ROLES), permissions: z.array(z.enum(PERMISSIONS)) })),
});
export type RolesMatrix = z.infer<typeof rolesMatrixSchema>;

export const getRoles = defineRoute({
  name: 'getRoles',
  method: 'GET',
  path: '/api/v1/admin/roles',
  access: 'role.manage',
  summary: 'Which role gives which permissions.',
  status: 200,
  reply: rolesMatrixSchema,
});

export const setRolePermissions = defineRoute({
  name: 'setRolePermissions',
  method: 'PUT',
  path: '/api/v1/admin/roles/:role',
  access: 'role.manage',
  summary: 'Let a role give these permissions and no others; admin always gives all.',
  params: z.object({ role: z.enum(ROLES) }),
  body: z.object({ permissions: z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length) }),
  status: 200,
  reply: rolesMatrixSchema,
  errors: ['forbidden'],
});

export const invitationSchema = z.object({
  id: z.string(),
  /** Whom it was sent to; null: whoever has the link. */
  email: z.string().nullable(),
  role: z.enum(ROLES),
  madeBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Who made an account with it. */
  usedBy: z.string().nullable(),
});
export type Invitation = z.infer<typeof invitationSchema>;

export const listInvitations = defineRoute({
  name: 'listInvitations',
  method: 'GET',
  path: '/api/v1/admin/invitations',
  access: 'invitation.manage',
  summary: 'Invitations, the newest first.',
  query: pageQuerySchema,
  status: 200,
  reply: pageOf(invitationSchema),
});

export const makeInvitation = defineRoute({
  name: 'makeInvitation',
  method: 'POST',
  path: '/api/v1/admin/invitations',
  access: 'invitation.manage',
  summary:
    'Make an invitation for one account, good for a week; with an address, a letter brings it. The link is shown this once.',
  body: z.object({ email: emailSchema.nullable().default(null), role: z.enum(ROLES).default('listener') }),
  status: 201,
  reply: invitationSchema.extend({ link: z.string() }),
  errors: ['forbidden', 'too_many_requests'],
});

export const revokeInvitation = defineRoute({
  name: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/v1/admin/invitations/:invitation',
  access: 'invitation.manage',
  summary: 'Take an unused invitation back.',
  params: z.object({ invitation: z.uuid() }),
  status: 204,
  errors: ['not_found', 'forbidden'],
});

export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** Who did it; null: the server itself. */
  actor: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** One of {@link AUDIT_ACTIONS}, or what another version did. */
  action: z.string(),
  /** To whom or what: `account:Zoë`, `address:192.0.2.1`. */
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const listAuditEntries = defineRoute({
  name: 'listAuditEntries',
  method: 'GET',
  path: '/api/v1/admin/audit',
  access: 'audit.read',
  summary: 'Every administrative act, the newest first: who, what, to whom, when, from where.',
  query: pageQuerySchema.extend({ action: z.string().max(64).optional(), actor: z.uuid().optional() }),
  status: 200,
  reply: pageOf(auditEntrySchema),
});

export const addressBanSchema = z.object({
  /** An address, or a range as IPv6 /64. */
  range: z.string(),
  reason: z.string(),
  bannedAt: z.iso.datetime(),
  until: z.iso.datetime(),
  /** Who banned it; null: the server itself, because of a flood. */
  by: z.string().nullable(),
});
export type AddressBan = z.infer<typeof addressBanSchema>;

export const listAddressBans = defineRoute({
  name: 'listAddressBans',
  method: 'GET',
  path: '/api/v1/admin/address-bans',
  access: 'ban.manage',
  summary: 'Addresses that are refused now, the newest first.',
  query: pageQuerySchema,
  status: 200,
  reply: pageOf(addressBanSchema),
});

export const banAddress = defineRoute({
  name: 'banAddress',
  method: 'POST',
  path: '/api/v1/admin/address-bans',
  access: 'ban.manage',
  summary: 'Refuse an address, an IPv6 one with its /64, until a time.',
  body: z.object({
    address: z.union([z.ipv4(), z.ipv6()]),
    reason: z.string().trim().min(1).max(LIMITS.banReason.max),
    until: z.iso.datetime(),
  }),
  status: 201,
  reply: addressBanSchema,
  errors: ['forbidden'],
});

export const liftAddressBan = defineRoute({
  name: 'liftAddressBan',
  method: 'DELETE',
  path: '/api/v1/admin/address-bans/:range',
  access: 'ban.manage',
  summary: 'Let an address in again.',
  params: z.object({ range: z.string().max(64) }),
  status: 204,
  errors: ['not_found'],
});

export const serverSettingsSchema = z.object({ registration: z.enum(REGISTRATION_MODES) });
export type ServerSettings = z.infer<typeof serverSettingsSchema>;

export const getServerSettings = defineRoute({
  name: 'getServerSettings',
  method: 'GET',
  path: '/api/v1/admin/settings',
  access: 'server.manage',
  summary: 'What admins may set while the server runs.',
  status: 200,
  reply: serverSettingsSchema,
});

export const setServerSettings = defineRoute({
  name: 'setServerSettings',
  method: 'PUT',
  path: '/api/v1/admin/settings',
  access: 'server.manage',
  summary: 'Set it.',
  body: serverSettingsSchema,
  status: 200,
  reply: serverSettingsSchema,
});

export const letterSchema = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  at: z.iso.datetime(),
});
export type Letter = z.infer<typeof letterSchema>;

export const listLetters = defineRoute({
  name: 'listLetters',
  method: 'GET',
  path: '/api/v1/admin/letters',
  access: 'server.manage',
  summary: 'Where no mail server is set: the last letters that would have been sent. Elsewhere there is nothing here.',
  status: 200,
  reply: z.object({ items: z.array(letterSchema) }),
  errors: ['not_found'],
});
