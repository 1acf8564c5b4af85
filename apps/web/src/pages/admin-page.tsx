import type { Permission } from '@livestreamer/contracts';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, useParams } from 'react-router';
import { useAccount } from '../features/account/use-account.ts';
import { AddressBans } from '../features/admin/address-bans.tsx';
import { AuditLog } from '../features/admin/audit-log.tsx';
import { ServerChecks } from '../features/admin/checks/server-checks.tsx';
import { Invitations } from '../features/admin/invitations.tsx';
import { LettersInbox } from '../features/admin/letters-inbox.tsx';
import { ManagedAccounts } from '../features/admin/managed-accounts.tsx';
import { RegistrationChoice } from '../features/admin/registration-choice.tsx';
import { RolesMatrix } from '../features/admin/roles-matrix.tsx';
import { ServerStatusBoard } from '../features/admin/status/server-status.tsx';
import { type AdminSection, adminSectionsOf } from '../lib/admin-sections.ts';
import { errorText } from '../lib/error-text.ts';
import { Button, ButtonLink } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import styles from './admin-page.module.scss';
import { MissingPage } from './missing-page.tsx';

const SECTIONS: Readonly<Record<AdminSection, (permissions: readonly Permission[]) => ReactNode>> = {
  accounts: (permissions) => <ManagedAccounts permissions={permissions} />,
  invitations: () => <Invitations />,
  roles: (permissions) => <RolesMatrix permissions={permissions} />,
  audit: () => <AuditLog />,
  bans: () => <AddressBans />,
  status: () => <ServerStatusBoard />,
  checks: () => <ServerChecks />,
  settings: () => <RegistrationChoice />,
  letters: () => <LettersInbox />,
};

/** `/admin/<section>`: for those who keep order; each sees the sections that the person may use. */
export const AdminPage = () => {
  const { t } = useTranslation();
  const { section } = useParams();
  const { data: account, isPending, error, refetch } = useAccount();

  if (isPending) return <Loading label={t('loading')} />;
  if (error && !account)
    return (
      <Notice heading={t('failure.heading')} text={errorText(t, error)}>
        <Button onClick={() => void refetch()}>{t('retry')}</Button>
      </Notice>
    );
  if (!account)
    return (
      <Notice heading={t('admin.heading')} text={t('admin.signInFirst')}>
        <ButtonLink to="/sign-in" state={{ from: '/admin' }}>
          {t('account.signIn')}
        </ButtonLink>
      </Notice>
    );
  const sections = adminSectionsOf(account.permissions);
  const [first] = sections;
  if (first === undefined) return <Notice heading={t('admin.heading')} text={t('admin.notYours')} />;
  if (section === undefined) return <Navigate to={`/admin/${first}`} replace />;
  const shown = sections.find((name) => name === section);
  if (shown === undefined) return <MissingPage />;
  const heading = t(`admin.${shown}.heading`);
  return (
    <div key={account.id} className={styles['page']}>
      <title>{t('title.plain', { page: heading })}</title>
      <SectionLinks sections={sections} shown={shown} />
      <h1 className={styles['heading']}>{heading}</h1>
      <p className={styles['text']}>{t(`admin.${shown}.text`)}</p>
      {SECTIONS[shown](account.permissions)}
    </div>
  );
};

/** Where they do not all fit they scroll sideways, and the one that is shown is in sight. */
const SectionLinks = ({ sections, shown }: { readonly sections: readonly AdminSection[]; readonly shown: string }) => {
  const { t } = useTranslation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = nav.current?.querySelector(`a[href$="/${shown}"]`);
    link?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  return (
    <nav ref={nav} className={styles['sections']} aria-label={t('admin.heading')}>
      {sections.map((name) => (
        <NavLink key={name} to={`/admin/${name}`}>
          {t(`admin.${name}.heading`)}
        </NavLink>
      ))}
    </nav>
  );
};
