import type { ScheduledShow } from '@livestreamer/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { nearMomentText, spanText } from '../../lib/moment-text.ts';
import { Artwork } from '../../ui/artwork/artwork.tsx';
import { ReminderButton } from './reminder-button.tsx';
import styles from './show-row.module.scss';

interface ShowRowProps {
  readonly show: ScheduledShow;
  /** Whether the day stands above already. */
  readonly underDay?: boolean;
  /** Where there are several: whose show it is. */
  readonly withStation?: boolean;
  /** Whether the person may ask for letters. */
  readonly isMember: boolean;
}

/** One planned show in a list. */
export const ShowRow = ({ show, underDay = false, withStation = false, isMember }: ShowRowProps) => {
  const { t, i18n } = useTranslation();
  const { id, station, stationName, title, artwork, state, startsAt, endsAt, series } = show;
  const isOn = state === 'live' || state === 'reconnecting';
  const facts: ReactNode[] = [
    withStation ? stationName : null,
    series ? t('schedule.repeats') : null,
    state === 'cancelled' ? t('schedule.cancelled') : null,
  ].filter(Boolean);
  return (
    <div className={styles['row']} data-state={state}>
      <time className={styles['time']} dateTime={startsAt}>
        {underDay ? spanText(i18n.language, startsAt, endsAt) : nearMomentText(i18n.language, startsAt)}
      </time>
      <Artwork artwork={artwork} seed={id} size="small" className={styles['artwork']} />
      <div className={styles['words']}>
        <Link to={`/${station}/${id}`} className={styles['title']}>
          {title}
        </Link>
        <p className={styles['facts']}>
          {isOn && <span className={styles['live']}>{t('status.live')}</span>}
          {facts.join(' · ')}
        </p>
      </div>
      {isMember && state === 'scheduled' && (
        <div className={styles['action']}>
          <ReminderButton show={show} small />
        </div>
      )}
    </div>
  );
};
