import type { ManagedAccount, Permission } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { dayText, momentText } from '../../lib/moment-text.ts';
import { AccountActs } from './account-acts.tsx';
import styles from './admin.module.scss';
import { AdminWords } from './admin-list.tsx';

interface ManagedAccountRowProps {
  readonly account: ManagedAccount;
  /** What the person may do who looks at it. */
  readonly permissions: readonly Permission[];
}

/** One account, and what can be done to it. */
export const ManagedAccountRow = ({ account, permissions }: ManagedAccountRowProps) => {
  const { t, i18n } = useTranslation();
  const { username, email, state, roles, ban, createdAt, secondFactor } = account;
  const banned = ban && [
    ban.until === null
      ? t('admin.accounts.bannedEver')
      : t('admin.until', { time: momentText(i18n.language, ban.until) }),
    ban.reason,
  ];
  return (
    <>
      <AdminWords
        name={username}
        mark={
          <span className={styles['mark']} data-state={state}>
            {t(`admin.state.${state}`)}
          </span>
        }
        facts={[
          email,
          banned?.join(' · ') ?? null,
          [
            ...roles.map((role) => t(`admin.role.${role}`)),
            ...(secondFactor ? [t('factor.heading')] : []),
            t('admin.accounts.since', { time: dayText(i18n.language, createdAt) }),
          ].join(' · '),
        ]}
      />
      {state !== 'deleted' && <AccountActs account={account} permissions={permissions} />}
    </>
  );
};
