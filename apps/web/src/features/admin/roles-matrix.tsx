import { getRoles, PERMISSIONS, type Permission, type Role, setRolePermissions } from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './admin.module.scss';
import { Failed, Waiting } from './admin-list.tsx';
import { managingProblem } from './managing-problem.ts';
import { adminKey, useAdminAct } from './use-admin.ts';

interface Change {
  readonly role: Role;
  readonly permissions: Permission[];
}

/** Which role may do what: a card a role. Each tick is saved at once; admin always may everything. */
export const RolesMatrix = ({ permissions: own }: { readonly permissions: readonly Permission[] }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: adminKey('roles'),
    queryFn: () => rest.call(getRoles, {}),
  });
  const change = useAdminAct(({ role, permissions }: Change) =>
    rest.call(setRolePermissions, { params: { role }, body: { permissions } }),
  );
  const permissionsOf = (role: Role, stored: readonly Permission[]): readonly Permission[] =>
    change.isPending && change.variables.role === role ? change.variables.permissions : stored;
  if (isPending) return <Waiting />;
  if (!data) return <Failed error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {change.error && <Problem>{managingProblem(t, change.error)}</Problem>}
      <div className={styles['cards']}>
        {data.roles.map(({ role, permissions: stored }) => {
          const permissions = permissionsOf(role, stored);
          return (
            <fieldset key={role} className={styles['card']}>
              <legend className={styles['legend']}>{t(`admin.role.${role}`)}</legend>
              {PERMISSIONS.map((permission) => (
                <label key={permission} className={styles['choice']}>
                  <input
                    type="checkbox"
                    // Nobody gives or takes what they may not do themselves. Not disabled while it is saved: the focus stays.
                    disabled={role === 'admin' || !own.includes(permission)}
                    checked={role === 'admin' || permissions.includes(permission)}
                    onChange={({ target }) =>
                      !change.isPending &&
                      change.mutate({
                        role,
                        permissions: target.checked
                          ? [...permissions, permission]
                          : permissions.filter((other) => other !== permission),
                      })
                    }
                  />
                  {t(`admin.may.${permission}`)}
                </label>
              ))}
            </fieldset>
          );
        })}
      </div>
    </>
  );
};
