import {
  deleteAccount,
  type ManagedAccount,
  type Permission,
  removeSecondFactor,
  resendConfirmation,
  unbanAccount,
} from '@livestreamer/contracts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button/confirm-button.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import { AccountBanForm } from './account-ban-form.tsx';
import { AccountRolesForm } from './account-roles-form.tsx';
import styles from './admin.module.scss';
import { managingProblem } from './managing-problem.ts';
import { useAdminAct } from './use-admin.ts';

type Act = 'unban' | 'delete' | 'resend' | 'factor';

interface AccountActsProps {
  readonly account: ManagedAccount;
  /** What the person may do who looks at it. */
  readonly permissions: readonly Permission[];
}

/** What can be done to an account. The focus goes back to the button that opened a form, once that closes. */
export const AccountActs = ({ account, permissions }: AccountActsProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [open, setOpen] = useState<'roles' | 'ban' | null>(null);
  const rolesButton = useRef<HTMLButtonElement>(null);
  const banButton = useRef<HTMLButtonElement>(null);
  const { mutate, isPending, isSuccess, variables, error } = useAdminAct<Act, unknown>(async (act) => {
    const input = { params: { account: account.id } };
    if (act === 'unban') return rest.call(unbanAccount, input);
    if (act === 'factor') return rest.call(removeSecondFactor, input);
    if (act === 'resend') return rest.call(resendConfirmation, input);
    await rest.call(deleteAccount, input);
    banButton.current?.closest('li')?.focus(); // the buttons go: the row keeps the focus
    return undefined;
  });
  const { username, state, ban, secondFactor } = account;
  const close = (): void => {
    (open === 'roles' ? rolesButton : banButton).current?.focus();
    setOpen(null);
  };
  const toggle = (form: 'roles' | 'ban') => () => setOpen(open === form ? null : form);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields; these are acts. */}
      <div role="group" aria-label={username} className={styles['buttons']}>
        {state === 'unconfirmed' && (
          <Button small look="quiet" busy={isPending} onClick={() => mutate('resend')}>
            {t('letters.again')}
          </Button>
        )}
        {secondFactor && (
          <ConfirmButton
            small
            label={t('admin.accounts.factorOff')}
            sure={t('admin.accounts.factorOffSure', { username })}
            busy={isPending}
            onConfirm={() => mutate('factor')}
          />
        )}
        {permissions.includes('role.manage') && (
          <Button small ref={rolesButton} look="quiet" aria-expanded={open === 'roles'} onClick={toggle('roles')}>
            {t('admin.roles.heading')}
          </Button>
        )}
        <Button
          small
          ref={banButton}
          look="quiet"
          busy={isPending}
          aria-expanded={ban ? undefined : open === 'ban'}
          onClick={ban ? () => mutate('unban') : toggle('ban')}
        >
          {ban ? t('admin.lift') : t('admin.ban')}
        </Button>
        <ConfirmButton
          small
          label={t('admin.accounts.delete')}
          sure={t('admin.accounts.deleteSure', { username })}
          busy={isPending}
          onConfirm={() => mutate('delete')}
        />
      </div>
      {open === 'roles' && <AccountRolesForm account={account} onClose={close} />}
      {open === 'ban' && !ban && <AccountBanForm account={account} onClose={close} />}
      {error && <Problem>{managingProblem(t, error)}</Problem>}
      {isSuccess && variables === 'resend' && <Done>{t('admin.accounts.resent')}</Done>}
    </>
  );
};
