import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Passkeys } from '../features/account/passkeys/passkeys.tsx';
import { SecondFactor } from '../features/account/second-factor/second-factor.tsx';
import { DeletionForm } from '../features/account/settings/deletion-form.tsx';
import { Devices } from '../features/account/settings/devices.tsx';
import { ExportButton } from '../features/account/settings/export-button.tsx';
import { LettersLanguageChoice } from '../features/account/settings/letters-language-choice.tsx';
import { EmailForm, PasswordForm, UsernameForm } from '../features/account/settings/profile-forms.tsx';
import { SettingsSection } from '../features/account/settings/settings-section.tsx';
import { StreamKeys } from '../features/account/stream-keys/stream-keys.tsx';
import { forgetAccount, useAccount } from '../features/account/use-account.ts';
import { errorText } from '../lib/error-text.ts';
import { Button, ButtonLink } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import styles from './settings-page.module.scss';

/** `/settings`: everything about one's own account. */
export const SettingsPage = () => {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: account, isPending, error, refetch } = useAccount();
  const [deleted, setDeleted] = useState(false);

  if (deleted)
    return (
      <Notice heading={t('deletion.done')} text={t('deletion.doneText')}>
        <ButtonLink to="/">{t('home')}</ButtonLink>
      </Notice>
    );
  if (isPending) return <Loading label={t('loading')} />;
  if (error && !account)
    return (
      <Notice heading={t('failure.heading')} text={errorText(t, error)}>
        <Button onClick={() => void refetch()}>{t('retry')}</Button>
      </Notice>
    );
  if (!account)
    return (
      <Notice heading={t('settings.heading')} text={t('settings.signInFirst')}>
        <ButtonLink to="/sign-in" state={{ from: '/settings' }}>
          {t('account.signIn')}
        </ButtonLink>
      </Notice>
    );
  return (
    <div key={account.id} className={styles['page']}>
      <title>{t('title.plain', { page: t('settings.heading') })}</title>
      <h1 className={styles['heading']}>{t('settings.heading')}</h1>
      <SettingsSection heading={t('settings.profile')} text={t('settings.profileText')}>
        <UsernameForm account={account} />
        <EmailForm account={account} />
        <LettersLanguageChoice account={account} />
      </SettingsSection>
      <SettingsSection heading={t('account.password')} text={t('settings.passwordText')}>
        <PasswordForm />
      </SettingsSection>
      <SettingsSection heading={t('devices.heading')} text={t('devices.text')}>
        <Devices />
      </SettingsSection>
      <SettingsSection heading={t('factor.heading')} text={t('factor.text')}>
        <SecondFactor />
      </SettingsSection>
      <SettingsSection heading={t('passkeys.heading')} text={t('passkeys.text')}>
        <Passkeys />
      </SettingsSection>
      <SettingsSection heading={t('keys.heading')} text={t('keys.text')}>
        <StreamKeys username={account.username} />
      </SettingsSection>
      <SettingsSection heading={t('export.heading')} text={t('export.text')}>
        <ExportButton />
      </SettingsSection>
      <SettingsSection heading={t('deletion.heading')} text={t('deletion.text')}>
        <DeletionForm
          onDone={() => {
            setDeleted(true);
            forgetAccount(queries);
          }}
        />
      </SettingsSection>
    </div>
  );
};
