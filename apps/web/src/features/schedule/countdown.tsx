import { useTranslation } from 'react-i18next';
import { clockDuration, isoDuration } from '../../lib/duration.ts';
import { useNow } from '../../lib/use-now.ts';
import { useWeb } from '../../lib/web-context.ts';
import styles from './countdown.module.scss';

const DAY_MS = 86_400_000;

/** How long it is until a show begins, by the server's clock: in days, then by the second. */
export const Countdown = ({ startsAt }: { readonly startsAt: string }) => {
  const { t, i18n } = useTranslation();
  const { clock, serverTime } = useWeb();
  const leftMs = Date.parse(startsAt) - useNow({ clock, now: serverTime.now, running: true });
  if (leftMs <= 0) return <p className={styles['words']}>{t('schedule.anyMoment')}</p>;
  if (leftMs >= DAY_MS) {
    const days = Math.floor(leftMs / DAY_MS);
    const words = new Intl.RelativeTimeFormat(i18n.language, { numeric: 'always' }).format(days, 'day');
    return <p className={styles['words']}>{t('schedule.begins', { when: words })}</p>;
  }
  return (
    <p className={styles['words']}>
      <span aria-hidden>{t('schedule.beginsIn')}</span>{' '}
      <time role="timer" aria-label={t('schedule.beginsIn')} dateTime={isoDuration(leftMs)} className={styles['clock']}>
        {clockDuration(leftMs)}
      </time>
    </p>
  );
};
