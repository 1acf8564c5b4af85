import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { nearMomentText } from '../../lib/moment-text.ts';
import styles from './next-show.module.scss';
import { useNextShows } from './use-schedule.ts';

/** One line while nothing is on air: what comes next, and when. Nothing where nothing is planned. */
export const NextShow = ({ station }: { readonly station: string }) => {
  const { t, i18n } = useTranslation();
  const [show] = useNextShows(station, 3).data ?? [];
  if (!show) return null;
  return (
    <p className={styles['next']}>
      {t('schedule.next')}{' '}
      <Link to={`/${show.station}/${show.id}`} className={styles['link']}>
        {show.title}
      </Link>
      {' · '}
      <time dateTime={show.startsAt}>{nearMomentText(i18n.language, show.startsAt)}</time>
    </p>
  );
};
