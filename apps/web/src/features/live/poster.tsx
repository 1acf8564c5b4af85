import type { LiveBroadcast, Artwork as Pictures } from '@livestreamer/contracts';
import { Music2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Artwork } from '../../ui/artwork/artwork.tsx';
import type { Air } from './air.ts';
import styles from './poster.module.scss';

interface PosterProps {
  readonly stationName: string;
  readonly artwork: Pictures | null;
  readonly air: Air;
  readonly live: LiveBroadcast | null | undefined;
  /** This listener pressed play and waits. */
  readonly wanted: boolean;
  readonly children?: ReactNode;
}

/** Long titles are set smaller, so that the page stays one screen. */
export const posterSize = (text: string): 'short' | 'long' | 'longest' => {
  if (text.length <= 28) return 'short';
  return text.length <= 80 ? 'long' : 'longest';
};

/** The big words of a station's page: what is on, or whose page it is. */
export const Poster = ({ stationName, artwork, air, live, wanted, children }: PosterProps) => {
  const { t } = useTranslation();
  const title = live?.title || stationName;
  const sentence = useSentence({ air, live, wanted });
  return (
    <article className={styles['poster']}>
      {artwork && <Artwork artwork={artwork} seed={stationName} size="large" className={styles['artwork']} />}
      <div className={styles['words']}>
        {title !== stationName && <p className={styles['station']}>{stationName}</p>}
        <h1 className={styles['title']} data-size={posterSize(title)}>
          {title}
        </h1>
        <p className={styles['sentence']}>{sentence}</p>
        {live && (
          <p aria-live="polite" className={styles['now']}>
            {live.nowPlaying && (
              <>
                <Music2 size={18} aria-hidden />
                <span className={styles['track']}>{t('live.nowPlaying', { track: live.nowPlaying })}</span>
              </>
            )}
          </p>
        )}
        {children}
      </div>
    </article>
  );
};

const useSentence = ({ air, live, wanted }: Pick<PosterProps, 'air' | 'live' | 'wanted'>): string => {
  const { t, i18n } = useTranslation();
  if (air === 'off-air') return t(wanted ? 'live.offAirWanted' : 'live.offAir');
  if (air !== 'live' || !live) return t(air === 'reconnecting' ? 'live.reconnecting' : 'live.unreachable');
  const time = new Date(live.startedAt).toLocaleTimeString(i18n.language, { timeStyle: 'short' });
  return t('live.since', { time });
};
