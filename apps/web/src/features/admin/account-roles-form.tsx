import { type ManagedAccount, ROLES, type Role, setAccountRoles } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './admin.module.scss';
import { managingProblem } from './managing-problem.ts';
import { useAdminAct } from './use-admin.ts';

interface AccountRolesFormProps {
  readonly account: ManagedAccount;
  readonly onClose: () => void;
}

/** Which roles an account has. */
export const AccountRolesForm = ({ account, onClose }: AccountRolesFormProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [chosen, setChosen] = useState<readonly Role[]>(account.roles);
  const { mutate, isPending, error } = useAdminAct((roles: Role[]) =>
    rest.call(setAccountRoles, { params: { account: account.id }, body: { roles } }),
  );
  const wanted = ROLES.filter((role) => chosen.includes(role));
  return (
    <div className={styles['form']}>
      {error && <Problem>{managingProblem(t, error)}</Problem>}
      <fieldset className={styles['choices']}>
        <legend className={styles['legend']}>{t('admin.accounts.rolesOf', { username: account.username })}</legend>
        {ROLES.map((role) => (
          <label key={role} className={styles['choice']}>
            <input
              type="checkbox"
              checked={chosen.includes(role)}
              onChange={({ target }) =>
                setChosen(target.checked ? [...chosen, role] : chosen.filter((other) => other !== role))
              }
            />
            {t(`admin.role.${role}`)}
          </label>
        ))}
      </fieldset>
      <div className={styles['buttons']}>
        <Button busy={isPending} onClick={() => mutate(wanted, { onSuccess: onClose })}>
          {t('admin.save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('settings.cancel')}
        </Button>
      </div>
    </div>
  );
};
