/** What the audit log remembers, by name. An entry of another version may have another name. */
export const AUDIT_ACTIONS = [
  'account.roles',
  'account.ban',
  'account.unban',
  'account.delete',
  'account.restore',
  'account.second-factor-off',
  'account.resend-letter',
  'role.permissions',
  'invitation.make',
  'invitation.revoke',
  'address.ban',
  'address.lift',
  'station.team-add',
  'station.team-remove',
  'server.settings',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
