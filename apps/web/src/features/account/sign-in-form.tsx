import { ApiError } from '@livestreamer/client';
import { type Account, LINK_PAGES, signIn } from '@livestreamer/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useIsHere } from '../../lib/use-is-here.ts';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './account-form.module.scss';
import { OwnPasswordField } from './own-password-field.tsx';
import { PasskeySignIn } from './passkeys/passkey-sign-in.tsx';
import { rememberAccount } from './use-account.ts';

/** Password, then the code where the account wants one; or a passkey for both. */
export const SignInForm = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const isHere = useIsHere();
  const enter = (account: Account): void => {
    rememberAccount(queries, account);
    if (isHere()) onDone(); // whoever went on meanwhile is not pulled back
  };
  const [asksCode, setAsksCode] = useState(false);
  const [tried, setTried] = useState('');
  const { field, onSubmit, busy, problem, error } = useRouteForm({
    body: signIn.body,
    defaultValues: { login: '', password: '', code: '' },
    send: ({ login, password, code }) => {
      setTried(login);
      return rest.call(signIn, { body: { login, password, ...(code ? { code } : {}) } });
    },
    onDone: enter,
    places: { second_factor_wrong: 'code', ...(asksCode ? { second_factor_needed: 'code' } : {}) },
  });
  const failure = error instanceof ApiError ? error.code : null;
  if (failure === 'second_factor_needed' && !asksCode) setAsksCode(true); // stays, whatever the next answer is
  // The server does not tell a stranger that an address waits to be confirmed, so its owner is reminded.
  const isAddress = tried.includes('@');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (failure === 'second_factor_needed') form.current?.querySelector<HTMLInputElement>('[name=code]')?.focus();
    if (failure === 'wrong_credentials') form.current?.querySelector<HTMLInputElement>('[name=password]')?.select();
  }, [failure]);
  return (
    <div className={styles['form']}>
      <form ref={form} noValidate className={styles['form']} onSubmit={onSubmit}>
        {problem && failure !== 'second_factor_needed' && <Problem>{problem}</Problem>}
        {(failure === 'account_unconfirmed' || (failure === 'wrong_credentials' && isAddress)) && (
          <p className={styles['hint']}>
            {t('account.newHere')}{' '}
            <Link
              to={LINK_PAGES['confirm-account']}
              state={isAddress ? { email: tried } : null}
              className={styles['link']}
            >
              {t('letters.again')}
            </Link>
          </p>
        )}
        <Field
          {...field('login')}
          label={t('account.login')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <OwnPasswordField {...field('password')} label={t('account.password')} autoComplete="current-password" />
        {asksCode && (
          <Field
            {...field('code')}
            label={t('factor.code')}
            hint={t('factor.codeHint')}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
        <Button type="submit" busy={busy}>
          {t('account.signIn')}
        </Button>
      </form>
      <PasskeySignIn onDone={enter} />
      <p className={styles['links']}>
        <Link to="/forgot-password" className={styles['link']}>
          {t('forgot.link')}
        </Link>
        <Link to="/register" className={styles['link']}>
          {t('register.link')}
        </Link>
      </p>
    </div>
  );
};
