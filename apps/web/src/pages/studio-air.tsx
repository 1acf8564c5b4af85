import type { StationPage } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LiveStatus } from '../features/live/live-status.tsx';
import { useLive } from '../features/live/use-live.ts';
import { AirCheckPanel } from '../features/studio/air-check.tsx';
import { accentProps } from '../lib/accent-style.ts';
import { studioAddress } from '../lib/studio-address.ts';
import styles from './studio-air.module.scss';

/** What is on air on a station, for whoever makes it; off air, the way there. */
export const StudioAir = ({ station }: { readonly station: StationPage }) => {
  const { t } = useTranslation();
  const { slug, name, accent } = station;
  const { live, air } = useLive(slug);
  return (
    <div {...accentProps(accent)}>
      <section className={styles['desk']} data-air={air} aria-label={t('studio.air.heading')}>
        <div className={styles['line']}>
          <LiveStatus air={air} live={live} />
          {live && live.hearts > 0 && <span>{t('studio.air.hearts', { count: live.hearts })}</span>}
        </div>
        {live && <h2 className={styles['title']}>{live.title || name}</h2>}
        {live?.nowPlaying && <p className={styles['quiet']}>{t('live.nowPlaying', { track: live.nowPlaying })}</p>}
        {!live && air === 'off-air' && <p className={styles['quiet']}>{t('live.offAir')}</p>}
        <p className={styles['links']}>
          {live ? (
            <Link to={studioAddress(live.broadcastId)}>{t('studio.air.editShow')}</Link>
          ) : (
            <Link to="/setup">{t('studio.air.guide')}</Link>
          )}
          <Link to={`/${slug}`}>{t('studio.air.open')}</Link>
        </p>
      </section>
      {/* While the source is away there is nothing to check: what was heard last would look like now. */}
      {air === 'live' && <AirCheckPanel station={slug} />}
    </div>
  );
};
