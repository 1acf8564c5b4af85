import type { LiveBroadcast } from '@livestreamer/contracts';
import { Headphones } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Air } from './air.ts';
import { Elapsed } from './elapsed.tsx';
import { LiveMark } from './live-mark.tsx';
import styles from './live-status.module.scss';

interface LiveStatusProps {
  readonly air: Air;
  readonly live: LiveBroadcast | null | undefined;
}

/** One line: the LIVE mark, the timer, how many listen. */
export const LiveStatus = ({ air, live }: LiveStatusProps) => {
  const { t, i18n } = useTranslation();
  const isOnAir = air === 'live' || air === 'reconnecting';
  return (
    <div className={styles['line']}>
      <LiveMark air={air} />
      {live && isOnAir && (
        <>
          <Elapsed startedAt={live.startedAt} className={styles['timer']} />
          <span className={styles['listeners']}>
            <Headphones size={16} aria-hidden />
            <span aria-hidden>{live.listeners.toLocaleString(i18n.language)}</span>
            <span className={styles['words']}>{t('live.listeners', { count: live.listeners })}</span>
          </span>
        </>
      )}
    </div>
  );
};
