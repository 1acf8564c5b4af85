/** What a person may do. Routes name the one they need; roles give them. */
export const PERMISSIONS = [
  'station.broadcast',
  'station.manage',
  'broadcast.edit',
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

/** The permissions that a role gives on a new server; which it gives now stands in the database. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  listener: [],
  broadcaster: ['station.broadcast', 'broadcast.edit'],
  moderator: [],
  admin: PERMISSIONS,
};

/** All permissions of somebody with these roles, each once. */
export const permissionsOf = (roles: readonly Role[]): Permission[] =>
  PERMISSIONS.filter((permission) => roles.some((role) => ROLE_PERMISSIONS[role].includes(permission)));
