import { setUpState } from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { GoLiveGuide } from '../features/account/go-live-guide.tsx';
import { SetUpForm } from '../features/account/set-up-form.tsx';
import { useAccount } from '../features/account/use-account.ts';
import { errorText } from '../lib/error-text.ts';
import { useTakenToken } from '../lib/use-taken-token.ts';
import { useWeb } from '../lib/web-context.ts';
import { Button, ButtonLink } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import styles from './form-page.module.scss';

/** `/setup?token=…`: makes the first account and station, then tells how to go live. Members find the second part here later. */
export const SetupPage = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const account = useAccount();
  const setUp = useQuery({ queryKey: ['set-up'], queryFn: () => rest.call(setUpState, {}) });
  const token = useTakenToken();
  const error = (account.data === undefined && account.error) || (setUp.data === undefined && setUp.error);

  if (error)
    return (
      <Notice heading={t('failure.heading')} text={errorText(t, error)}>
        <Button onClick={() => void Promise.all([account.refetch(), setUp.refetch()])}>{t('retry')}</Button>
      </Notice>
    );
  if (account.isPending || setUp.isPending) return <Loading label={t('loading')} />;
  if (account.data) return <GoLive username={account.data.username} />;
  if (!setUp.data?.needed)
    return (
      <Notice heading={t('setUp.done')} text={t('goLive.signInFirst')}>
        <ButtonLink to="/sign-in" state={{ from: '/setup' }}>
          {t('account.signIn')}
        </ButtonLink>
      </Notice>
    );
  if (!token) return <Notice heading={t('stations.setUp')} text={t('setUp.noToken')} />;
  return (
    <div className={styles['page']}>
      <title>{t('title.plain', { page: t('setUp.heading') })}</title>
      <header className={styles['head']}>
        <h1 className={styles['heading']}>{t('setUp.heading')}</h1>
        <p className={styles['text']}>{t('setUp.text')}</p>
      </header>
      <div className={styles['wide']}>
        <SetUpForm token={token} />
      </div>
    </div>
  );
};

const GoLive = ({ username }: { readonly username: string }) => {
  const { t } = useTranslation();
  return (
    <div className={styles['page']}>
      <title>{t('title.plain', { page: t('account.goLive') })}</title>
      <header className={styles['head']}>
        <h1 className={styles['heading']}>{t('goLive.heading')}</h1>
        <p className={styles['text']}>{t('goLive.text')}</p>
      </header>
      <div className={styles['wide']}>
        <GoLiveGuide username={username} />
      </div>
    </div>
  );
};
