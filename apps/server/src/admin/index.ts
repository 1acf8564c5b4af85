/** Keeping a server in order: accounts of others, roles, invitations, settings, and the log of all that. */
export { type Admin, createAdmin } from './admin.ts';
export { createInvitationUse } from './invitations/invitation-use.ts';
export { createServerSettings } from './server-settings.ts';
