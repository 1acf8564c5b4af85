/** What a person may do. Routes name the one they need; which role gives which stands in the database, and admins change it. */
export const PERMISSIONS = [
  'station.broadcast',
  'station.manage',
  'broadcast.edit',
  'chat.moderate',
  'account.manage',
  'role.manage',
  'invitation.manage',
  'ban.manage',
  'audit.read',
  'server.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['listener', 'broadcaster', 'moderator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What somebody may do on one station only, beside its owner. */
export const STATION_ROLES = ['moderator', 'co-broadcaster'] as const;
export type StationRole = (typeof STATION_ROLES)[number];
