import {
  deleteAccount,
  type ManagedAccount,
  type Permission,
  resendConfirmation,
  unbanAccount,
} from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { momentText } from '../../lib/moment-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button/confirm-button.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import { AccountBanForm } from './account-ban-form.tsx';
import { AccountRolesForm } from './account-roles-form.tsx';
import styles from './admin.module.scss';
import { AdminWords } from './admin-list.tsx';
import { useAdminAct } from './use-admin.ts';

type Act = 'unban' | 'delete' | 'resend';

interface ManagedAccountRowProps {
  readonly account: ManagedAccount;
  /** What the person may do who looks at it. */
  readonly permissions: readonly Permission[];
}

/** One account, and what can be done to it. */
export const ManagedAccountRow = ({ account, permissions }: ManagedAccountRowProps) => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const [open, setOpen] = useState<'roles' | 'ban' | null>(null);
  const { mutate, isPending, isSuccess, variables, error } = useAdminAct<Act, unknown>((act) => {
    const input = { params: { account: account.id } };
    if (act === 'unban') return rest.call(unbanAccount, input);
    return act === 'delete' ? rest.call(deleteAccount, input) : rest.call(resendConfirmation, input);
  });
  const timeOf = (isoTime: string): string => momentText(i18n.language, isoTime);
  const { username, email, state, roles, ban, createdAt } = account;
  const banned = ban && [
    ban.until === null ? t('admin.accounts.bannedEver') : t('admin.until', { time: timeOf(ban.until) }),
    ban.reason,
  ];
  return (
    <>
      <AdminWords
        name={username}
        facts={[
          email,
          [t(`admin.state.${state}`), ...roles.map((role) => t(`admin.role.${role}`))].join(' · '),
          banned?.join(' · ') ?? null,
          t('admin.accounts.since', { time: timeOf(createdAt) }),
        ]}
      />
      {state !== 'deleted' && open === null && (
        <div className={styles['buttons']}>
          {state === 'unconfirmed' && (
            <Button look="quiet" busy={isPending} onClick={() => mutate('resend')}>
              {t('letters.again')}
            </Button>
          )}
          {permissions.includes('role.manage') && (
            <Button look="quiet" onClick={() => setOpen('roles')}>
              {t('admin.roles.heading')}
            </Button>
          )}
          {ban ? (
            <Button look="quiet" busy={isPending} onClick={() => mutate('unban')}>
              {t('admin.lift')}
            </Button>
          ) : (
            <Button look="quiet" onClick={() => setOpen('ban')}>
              {t('admin.ban')}
            </Button>
          )}
          <ConfirmButton
            label={t('admin.accounts.delete')}
            sure={t('admin.accounts.deleteSure', { username })}
            busy={isPending}
            onConfirm={() => mutate('delete')}
          />
        </div>
      )}
      {open === 'roles' && <AccountRolesForm account={account} onClose={() => setOpen(null)} />}
      {open === 'ban' && <AccountBanForm account={account} onClose={() => setOpen(null)} />}
      {error && <Problem>{errorText(t, error)}</Problem>}
      {isSuccess && variables === 'resend' && <Done>{t('admin.accounts.resent')}</Done>}
    </>
  );
};
