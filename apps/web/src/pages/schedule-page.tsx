import type { StationPage } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useAccount } from '../features/account/use-account.ts';
import { useStations } from '../features/live/use-stations.ts';
import { CalendarLink } from '../features/schedule/calendar-link.tsx';
import { MonthCalendar } from '../features/schedule/month-calendar.tsx';
import { UpcomingList } from '../features/schedule/upcoming-list.tsx';
import { accentProps } from '../lib/accent-style.ts';
import { isLocalMonth, monthOf, timeZoneText } from '../lib/local-days.ts';
import { useWeb } from '../lib/web-context.ts';
import styles from './list-page.module.scss';
import { StationLine } from './station-line.tsx';
import { UnderStation } from './under-station.tsx';

/** `/schedule` of all stations, `/<station>/schedule` of one: what comes, as a list or, with `?month=2026-11`, as a calendar. */
export const SchedulePage = () => {
  const { station: slug } = useParams();
  if (slug === undefined) return <Schedule of={null} />;
  return (
    <UnderStation key={slug} slug={slug} rest="/schedule">
      {(station) => <Schedule of={station} />}
    </UnderStation>
  );
};

/** Of one station, or of all. */
const Schedule = ({ of }: { readonly of: StationPage | null }) => {
  const { t, i18n } = useTranslation();
  const { clock } = useWeb();
  const station = of?.slug;
  const [search] = useSearchParams();
  const { data: stations = [] } = useStations();
  const { data: account } = useAccount();
  const asked = search.get('month');
  const month = asked !== null && isLocalMonth(asked) ? asked : null;
  const [only, second] = stations;
  const ofStation = station ?? (second ? undefined : only?.slug);
  const withStation = station === undefined && second !== undefined;
  const isMember = Boolean(account);
  const now = new Date(clock.now());
  return (
    <div className={styles['page']} {...accentProps(of?.accent)}>
      <title>{t('title.plain', { page: t('schedule.heading') })}</title>
      <header className={styles['head']}>
        {of && second && <StationLine station={of} />}
        <h1 className={styles['heading']}>{t('schedule.heading')}</h1>
        <p className={styles['text']}>{t('schedule.zone', { zone: timeZoneText(i18n.language, now) })}</p>
        {account === null && (
          <p className={styles['text']}>
            <Link
              to="/sign-in"
              state={{ from: station ? `/${station}/schedule` : '/schedule' }}
              className={styles['link']}
            >
              {t('schedule.signIn')}
            </Link>
          </p>
        )}
      </header>
      <nav className={styles['choice']} aria-label={t('schedule.view')}>
        <Link to="?" replace preventScrollReset aria-current={month === null ? 'page' : undefined}>
          {t('schedule.list')}
        </Link>
        <Link
          to={`?month=${month ?? monthOf(now)}`}
          replace
          preventScrollReset
          aria-current={month === null ? undefined : 'page'}
        >
          {t('schedule.calendar')}
        </Link>
        {ofStation !== undefined && <CalendarLink station={ofStation} />}
      </nav>
      {month === null ? (
        <UpcomingList station={station} withStation={withStation} isMember={isMember} />
      ) : (
        <MonthCalendar
          station={station}
          withStation={withStation}
          month={month}
          addressOf={(other) => `?month=${other}`}
        />
      )}
    </div>
  );
};
