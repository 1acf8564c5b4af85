import type { Permission } from '@livestreamer/contracts';

/** The parts of the administration, and what one needs to see each. */
const SECTIONS = [
  { name: 'accounts', permission: 'account.manage' },
  { name: 'invitations', permission: 'invitation.manage' },
  { name: 'roles', permission: 'role.manage' },
  { name: 'audit', permission: 'audit.read' },
  { name: 'bans', permission: 'ban.manage' },
  { name: 'status', permission: 'server.manage' },
  { name: 'checks', permission: 'server.manage' },
  { name: 'settings', permission: 'server.manage' },
  { name: 'letters', permission: 'server.manage' },
] as const satisfies readonly { name: string; permission: Permission }[];

export type AdminSection = (typeof SECTIONS)[number]['name'];

/** What somebody with these permissions sees; the server decides anyway. */
export const adminSectionsOf = (permissions: readonly Permission[]): AdminSection[] =>
  SECTIONS.filter(({ permission }) => permissions.includes(permission)).map(({ name }) => name);
