import { LIMITS, registerAccount } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useRouteForm } from '../../../lib/use-route-form.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Field } from '../../../ui/field/field.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { useLettersLanguage } from '../letters-language.ts';
import { OwnPasswordField } from '../own-password-field.tsx';

interface RegisterFormProps {
  /** From the link of an invitation; null on an open server. */
  readonly invitation: string | null;
  /** The letter is on its way to that address. */
  readonly onDone: (email: string) => void;
}

/** A new account. Its language is the one that the page is read in. */
export const RegisterForm = ({ invitation, onDone }: RegisterFormProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const language = useLettersLanguage();
  const { field, onSubmit, busy, problem } = useRouteForm({
    body: registerAccount.body,
    defaultValues: { username: '', email: '', password: '' },
    send: (values) =>
      rest.call(registerAccount, { body: { ...values, language, ...(invitation === null ? {} : { invitation }) } }),
    onDone: (_reply, { email }) => onDone(email),
    places: { username_taken: 'username', password_too_common: 'password' },
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
      <Field {...field('email')} type="email" label={t('setUp.email')} autoComplete="email" />
      <OwnPasswordField
        {...field('password')}
        label={t('account.password')}
        hint={t('setUp.passwordHint', { min: LIMITS.password.min })}
        autoComplete="new-password"
      />
      <Button type="submit" busy={busy}>
        {t('register.submit')}
      </Button>
    </form>
  );
};
