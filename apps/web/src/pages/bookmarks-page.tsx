import { useTranslation } from 'react-i18next';
import { useAccount } from '../features/account/use-account.ts';
import { CardGrid } from '../features/archive/card-grid.tsx';
import { useBookmarks } from '../features/archive/use-bookmarks.ts';
import { useStations } from '../features/live/use-stations.ts';
import { errorText } from '../lib/error-text.ts';
import { Button, ButtonLink } from '../ui/button/button.tsx';
import { ListStates } from '../ui/list-states/list-states.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import styles from './list-page.module.scss';

/** `/bookmarks`: the shows that somebody keeps. */
export const BookmarksPage = () => {
  const { t } = useTranslation();
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
      <Notice heading={t('bookmarks.heading')} text={t('bookmarks.signInFirst')}>
        <title>{t('title.plain', { page: t('bookmarks.heading') })}</title>
        <ButtonLink to="/sign-in" state={{ from: '/bookmarks' }}>
          {t('account.signIn')}
        </ButtonLink>
      </Notice>
    );
  return <OwnBookmarks key={account.id} />;
};

/** What is taken out stays in its place until the page is left, so that a slip can be mended. */
const OwnBookmarks = () => {
  const { t } = useTranslation();
  const { data: stations = [] } = useStations();
  const query = useBookmarks();
  return (
    <div className={styles['page']}>
      <title>{t('title.plain', { page: t('bookmarks.heading') })}</title>
      <h1 className={styles['heading']}>{t('bookmarks.heading')}</h1>
      <ListStates
        query={query}
        empty={{
          heading: t('bookmarks.empty'),
          text: t('bookmarks.emptyText'),
          action: <ButtonLink to="/archive">{t('bookmarks.toArchive')}</ButtonLink>,
        }}
      >
        {(cards) => (
          <CardGrid
            label={t('bookmarks.heading')}
            cards={cards}
            withStation={stations.length > 1}
            isMember
            archive="/archive"
          />
        )}
      </ListStates>
    </div>
  );
};
