import { Rss } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './feed-link.module.scss';

/** The shows of a station as a podcast: for programs that fetch them by themselves. */
export const FeedLink = ({ station }: { readonly station: string }) => {
  const { t } = useTranslation();
  return (
    <a href={`/${station}/feed.xml`} type="application/rss+xml" className={styles['link']}>
      <Rss size={18} aria-hidden />
      {t('archive.podcast')}
    </a>
  );
};
