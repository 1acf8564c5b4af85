import { ApiError } from '@livestreamer/client';
import { LIMITS, resetPassword } from '@livestreamer/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRouteForm } from '../../../lib/use-route-form.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button, ButtonLink } from '../../../ui/button/button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { OwnPasswordField } from '../own-password-field.tsx';

/** A new password, with the one-time link from the letter. */
export const ResetPasswordForm = ({ token, onDone }: { readonly token: string; readonly onDone: () => void }) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const { field, onSubmit, busy, problem, error } = useRouteForm({
    body: resetPassword.body,
    defaultValues: { password: '', removeOtherWaysIn: true },
    send: (body) => rest.call(resetPassword, { params: { token }, body }),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: ['account'] });
      onDone();
    },
    places: { password_too_common: 'password' },
  });
  const { problem: _, ...otherWaysIn } = field('removeOtherWaysIn');
  if (error instanceof ApiError && error.code === 'link_wrong')
    return (
      <div className={styles['form']}>
        <Problem>{t('links.stale')}</Problem>
        <ButtonLink to="/forgot-password">{t('links.newLetter')}</ButtonLink>
        <Link to="/sign-in">{t('account.signIn')}</Link>
      </div>
    );
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {problem && <Problem>{problem}</Problem>}
      <OwnPasswordField
        {...field('password')}
        label={t('reset.password')}
        hint={t('setUp.passwordHint', { min: LIMITS.password.min })}
        autoComplete="new-password"
      />
      <label className={styles['choice']}>
        <input type="checkbox" {...otherWaysIn} />
        {t('reset.otherWaysIn')}
      </label>
      <Button type="submit" busy={busy}>
        {t('reset.submit')}
      </Button>
    </form>
  );
};
