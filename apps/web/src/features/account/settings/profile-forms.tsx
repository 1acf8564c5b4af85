import { type Account, changeEmail, changePassword, changeUsername, LIMITS } from '@livestreamer/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../../lib/use-route-form.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Field } from '../../../ui/field/field.tsx';
import { Done, Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { OwnPasswordField } from '../own-password-field.tsx';
import { patchAccount, rememberAccount } from '../use-account.ts';

export const UsernameForm = ({ account }: { readonly account: Account }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const { field, onSubmit, busy, done, problem } = useRouteForm({
    body: changeUsername.body,
    defaultValues: { username: account.username },
    send: (body) => rest.call(changeUsername, { body }),
    onDone: (changed) => rememberAccount(queries, changed),
    places: { username_taken: 'username' },
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <Field
        {...field('username')}
        label={t('setUp.username')}
        hint={t('setUp.usernameHint')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Button type="submit" look="quiet" busy={busy}>
        {t('settings.saveUsername')}
      </Button>
      {done && !busy && <Done>{t('settings.saved')}</Done>}
    </form>
  );
};

/** The new address counts once the letter that went there was answered. */
export const EmailForm = ({ account }: { readonly account: Account }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const { field, onSubmit, busy, problem, reset } = useRouteForm({
    body: changeEmail.body,
    defaultValues: { email: '', currentPassword: '' },
    send: (body) => rest.call(changeEmail, { body }),
    onDone: (_reply, { email }) => {
      patchAccount(queries, account.id, { pendingEmail: email });
      reset();
    },
    places: { wrong_credentials: 'currentPassword' },
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <p className={styles['hint']}>{t('settings.emailNow', { email: account.email })}</p>
      {account.pendingEmail !== null && <Done>{t('settings.emailWaiting', { email: account.pendingEmail })}</Done>}
      <Field {...field('email')} type="email" label={t('settings.newEmail')} autoComplete="email" />
      <OwnPasswordField
        {...field('currentPassword')}
        label={t('settings.currentPassword')}
        autoComplete="current-password"
      />
      <Button type="submit" look="quiet" busy={busy}>
        {t('settings.changeEmail')}
      </Button>
    </form>
  );
};

export const PasswordForm = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const { field, onSubmit, busy, done, problem, reset } = useRouteForm({
    body: changePassword.body,
    defaultValues: { currentPassword: '', password: '' },
    send: (body) => rest.call(changePassword, { body }),
    onDone: () => {
      reset();
      void queries.invalidateQueries({ queryKey: ['own-sessions'] });
    },
    places: { wrong_credentials: 'currentPassword', password_too_common: 'password' },
  });
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <OwnPasswordField
        {...field('currentPassword')}
        label={t('settings.currentPassword')}
        autoComplete="current-password"
      />
      <OwnPasswordField
        {...field('password')}
        label={t('reset.password')}
        hint={t('setUp.passwordHint', { min: LIMITS.password.min })}
        autoComplete="new-password"
      />
      <Button type="submit" look="quiet" busy={busy}>
        {t('settings.changePassword')}
      </Button>
      {done && !busy && <Done>{t('settings.passwordChanged')}</Done>}
    </form>
  );
};
