import type { LiveBroadcast } from '@livestreamer/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Air } from './air.ts';
import styles from './poster.module.scss';

interface PosterProps {
  readonly stationName: string;
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
export const Poster = ({ stationName, air, live, wanted, children }: PosterProps) => {
  const title = live?.title || stationName;
  const sentence = useSentence({ air, live, wanted });
  return (
    <article className={styles['poster']}>
      {title !== stationName && <p className={styles['station']}>{stationName}</p>}
      <h1 className={styles['title']} data-size={posterSize(title)}>
        {title}
      </h1>
      <p className={styles['sentence']}>{sentence}</p>
      {children}
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
