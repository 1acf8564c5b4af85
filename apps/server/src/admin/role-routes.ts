import { getRoles, setRolePermissions } from '@livestreamer/contracts';
import { type AuditLog, lockRole, permissionsOfRoles, replaceRolePermissions, rolesMatrix } from '../access/index.ts';
import { type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { mayChangeRole } from './managed-accounts/managing-policy.ts';
import { onAirWithoutPermission } from './managed-accounts/on-air-read-model.ts';

interface RoleRoutesOptions {
  readonly sql: Sql;
  readonly audit: AuditLog;
  /** Takes an account off air that may not broadcast any more. */
  readonly cutSources: (accountId: string) => void;
}

/** Which role gives what. */
export const roleRoutes =
  ({ sql, audit, cutSources }: RoleRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(getRoles, async () => ({ roles: await rolesMatrix(sql) }));

    registrar.add(setRolePermissions, async ({ params: { role }, body: { permissions } }, context) => {
      const actor = requireCaller(context);
      const roles = await sql.begin(async (tx) => {
        await lockRole(tx, role);
        const before = await permissionsOfRoles(tx, [role]);
        if (!mayChangeRole({ own: actor.permissions, role, before, after: permissions }))
          throw new AppError('forbidden', {
            message:
              'Admin always gives everything; to other roles nobody gives, or takes from them, what they may not do.',
          });
        await replaceRolePermissions(tx, { role, permissions });
        const details = { before, after: await permissionsOfRoles(tx, [role]) };
        await audit.record(tx, {
          actor,
          action: 'role.permissions',
          subject: `role:${role}`,
          details,
          address: context.address,
        });
        return rolesMatrix(tx);
      });
      for (const accountId of await onAirWithoutPermission(sql)) cutSources(accountId);
      return { roles };
    });
  };
