import type { Station } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { accentProps } from '../../lib/accent-style.ts';
import { Artwork } from '../../ui/artwork/artwork.tsx';
import styles from './station-list.module.scss';

/** Stations to choose from; those on air stand out. */
export const StationList = ({ stations }: { readonly stations: readonly Station[] }) => {
  const { t } = useTranslation();
  return (
    <ul className={styles['list']}>
      {stations.map(({ slug, name, live, accent, artwork }) => (
        <li key={slug}>
          <Link
            to={`/${slug}`}
            className={styles['station']}
            data-air={live?.state ?? 'off-air'}
            {...accentProps(accent)}
          >
            {artwork && <Artwork artwork={artwork} seed={slug} size="small" className={styles['artwork']} />}
            <span className={styles['state']}>{t(`status.${live?.state ?? 'off-air'}`)}</span>
            <span className={styles['name']}>{name}</span>
            <span className={styles['show']}>
              {live ? [live.title, t('live.listeners', { count: live.listeners })].filter(Boolean).join(' · ') : ''}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
};
