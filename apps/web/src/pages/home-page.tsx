import { useTranslation } from 'react-i18next';
import { SetUpHint } from '../features/account/set-up-hint.tsx';
import { StationList } from '../features/live/station-list.tsx';
import { useStations } from '../features/live/use-stations.ts';
import { errorText } from '../lib/error-text.ts';
import { Button } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import styles from './home-page.module.scss';
import { StationPage } from './station-page.tsx';

/** `/`: the page of the only station, or the list of all. */
export const HomePage = () => {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useStations();

  if (isPending) return <Loading label={t('loading')} />;
  // Once there is a list it stays, whatever becomes of asking again: the station in it says itself that the line is lost.
  if (!data)
    return (
      <Notice heading={t('stations.failed')} text={errorText(t, error)}>
        <Button onClick={() => void refetch()}>{t('retry')}</Button>
      </Notice>
    );
  const [first, second] = data;
  if (!first) return <SetUpHint />;
  if (!second) return <StationPage slug={first.slug} />;
  return (
    <div className={styles['page']}>
      <title>{t('title.plain', { page: t('stations.heading') })}</title>
      <h1 className={styles['heading']}>{t('stations.heading')}</h1>
      <StationList stations={data} />
      {hasNextPage && (
        <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('stations.more')}
        </Button>
      )}
    </div>
  );
};
