import type { Broadcast, StationPage } from '@livestreamer/contracts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useAccount } from '../features/account/use-account.ts';
import { ShowHead } from '../features/archive/show-head.tsx';
import { ShowWords } from '../features/archive/show-words.tsx';
import { usePlayerContext } from '../features/player/player-context.ts';
import { CalendarLink } from '../features/schedule/calendar-link.tsx';
import { Countdown } from '../features/schedule/countdown.tsx';
import { ReminderButton } from '../features/schedule/reminder-button.tsx';
import { usePlannedShow } from '../features/schedule/use-planned-show.ts';
import { timeZoneText } from '../lib/local-days.ts';
import { spanText } from '../lib/moment-text.ts';
import { studioAddress } from '../lib/studio-address.ts';
import { ButtonLink } from '../ui/button/button.tsx';
import styles from './broadcast-page.module.scss';
import { StationChat } from './station-chat.tsx';

interface PlannedShowProps {
  readonly show: Broadcast;
  readonly station: StationPage;
}

/** A show to come, or one that did not come. Whoever presses play here hears it from its first second. */
export const PlannedShow = ({ show, station }: PlannedShowProps) => {
  const { t, i18n } = useTranslation();
  const { pathname } = useLocation();
  const { tuning } = usePlayerContext();
  const { data: account } = useAccount();
  const { data: planned } = usePlannedShow(show.id);
  const { id, title, stationName, state, plannedStart, plannedEnd, editable } = show;
  const { slug, name, accent, artwork } = station;
  const isComing = state === 'scheduled';

  useEffect(() => {
    if (isComing) tuning.offer({ kind: 'station', slug, name, accent, artwork });
  }, [isComing, tuning, slug, name, accent, artwork]);

  const day = (iso: string): string =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(
      new Date(iso),
    );
  const facts =
    plannedStart && plannedEnd
      ? [
          <time key="start" dateTime={plannedStart}>
            {t('schedule.dayAndTime', {
              day: day(plannedStart),
              time: spanText(i18n.language, plannedStart, plannedEnd),
            })}
          </time>,
          timeZoneText(i18n.language, new Date(plannedStart)),
        ]
      : [];
  return (
    <>
      <title>{t('title.plain', { page: title || stationName })}</title>
      <ShowHead show={show} facts={facts}>
        {isComing && planned && account && <ReminderButton show={planned} />}
        {isComing && account === null && (
          <Link to="/sign-in" state={{ from: pathname }} className={styles['link']}>
            {t('schedule.signIn')}
          </Link>
        )}
        {isComing && <CalendarLink station={slug} />}
        {editable && (
          <ButtonLink look="quiet" to={studioAddress(id)}>
            {t('broadcast.edit')}
          </ButtonLink>
        )}
      </ShowHead>
      {isComing && plannedStart && <Countdown startsAt={plannedStart} />}
      {isComing && <p className={styles['quiet']}>{t('broadcast.turnsLive')}</p>}
      {!isComing && (
        <p className={styles['hidden']}>{t(state === 'cancelled' ? 'broadcast.cancelled' : 'broadcast.missed')}</p>
      )}
      <ShowWords show={show} />
      {isComing && (
        <div className={styles['talk']}>
          <StationChat key={slug} station={slug} />
        </div>
      )}
    </>
  );
};
