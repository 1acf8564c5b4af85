/** What people may do. */
export { guard } from './access-guard.ts';
export { addRole, hasAnyone, rolesOf } from './account-role-store.ts';
