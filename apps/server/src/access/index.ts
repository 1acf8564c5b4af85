/** What people may do: roles, permissions, roles on one station, and the log of what those did who keep order. */

export { createRedisAccessBus } from './access-bus.redis.ts';
export { type AccessBus, createAccessBus } from './access-bus.ts';
export { guard } from './access-guard.ts';
export { addRole, hasAnyone, replaceRoles, rolesOf } from './account-role-store.ts';
export { addressBanRoutes } from './address-ban-routes.ts';
export { type AddressBans, createAddressBans } from './address-bans.ts';
export { type AdministrativeAct, type AuditLog, createAuditLog } from './audit-log.ts';
export { forgetInAudit } from './audit-store.ts';
export { createFloodgate } from './floodgate.ts';
export { assertNotLastAdmin } from './last-admin.ts';
export {
  lockRole,
  permissionsOfAccount,
  permissionsOfRoles,
  replaceRolePermissions,
  rolesMatrix,
} from './role-permission-store.ts';
export { stationRolesOf } from './station-role-store.ts';
export { createVisitors, type Visitors } from './visitors.ts';
