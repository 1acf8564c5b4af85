import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { SignInForm } from '../features/account/sign-in-form.tsx';
import styles from './form-page.module.scss';

/** `/sign-in`. Goes back to where one came from, without a reload: whoever listens goes on listening. */
export const SignInPage = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state: unknown = useLocation().state;
  return (
    <div className={styles['page']}>
      <title>{t('title.plain', { page: t('account.signIn') })}</title>
      <header className={styles['head']}>
        <h1 className={styles['heading']}>{t('account.signIn')}</h1>
        <p className={styles['text']}>{t('account.signInText')}</p>
      </header>
      <SignInForm onDone={() => void navigate(cameFrom(state), { replace: true })} />
    </div>
  );
};

/** The path of ours that a link to this page left in the history; `/` for whoever typed the address. */
const cameFrom = (state: unknown): string => {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null;
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : '/';
};
