import type { ScheduledShow } from '@livestreamer/contracts';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { errorText } from '../../lib/error-text.ts';
import { addMonths, byDay, dateOfDay, dayOf, type LocalDay, type LocalMonth, weeksOf } from '../../lib/local-days.ts';
import { timeText } from '../../lib/moment-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './month-calendar.module.scss';
import { useScheduleSpan } from './use-schedule.ts';

interface MonthCalendarProps {
  readonly station: string | undefined;
  readonly withStation: boolean;
  readonly month: LocalMonth;
  /** The address of another month's page. */
  readonly addressOf: (month: LocalMonth) => string;
}

/** A month of shows. A table on a desk; on a phone the days that have shows, one below the other. */
export const MonthCalendar = ({ station, withStation, month, addressOf }: MonthCalendarProps) => {
  const { t, i18n } = useTranslation();
  const { clock } = useWeb();
  const weeks = weeksOf(month);
  const first = weeks[0]?.[0] ?? '';
  const end = weeks.at(-1)?.at(-1) ?? '';
  const to = dateOfDay(end);
  to.setDate(to.getDate() + 1);
  const {
    data = [],
    isPending,
    error,
  } = useScheduleSpan({
    station,
    from: dateOfDay(first).toISOString(),
    to: to.toISOString(),
  });
  const days = byDay(data, ({ startsAt }) => startsAt);
  const name = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric' }).format(
    dateOfDay(`${month}-01`),
  );
  const hasAny = [...days.keys()].some((day) => day.startsWith(month));
  return (
    <div className={styles['month']}>
      <header className={styles['head']}>
        <h2 className={styles['heading']} aria-live="polite">
          {name}
        </h2>
        <Link
          to={addressOf(addMonths(month, -1))}
          className={styles['turn']}
          preventScrollReset
          aria-label={t('schedule.monthBefore')}
        >
          <ChevronLeft size={22} aria-hidden />
        </Link>
        <Link
          to={addressOf(addMonths(month, 1))}
          className={styles['turn']}
          preventScrollReset
          aria-label={t('schedule.monthAfter')}
        >
          <ChevronRight size={22} aria-hidden />
        </Link>
      </header>
      {error && <Problem>{errorText(t, error)}</Problem>}
      {!isPending && !error && !hasAny && <p className={styles['empty']}>{t('schedule.emptyMonth')}</p>}
      <table className={styles['table']} aria-label={name} aria-busy={isPending}>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col">
                {new Intl.DateTimeFormat(i18n.language, { weekday: 'short' }).format(dateOfDay(day))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <Day
                  key={day}
                  day={day}
                  shows={days.get(day) ?? []}
                  isToday={day === dayOf(new Date(clock.now()))}
                  isOther={!day.startsWith(month)}
                  withStation={withStation}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface DayProps {
  readonly day: LocalDay;
  readonly shows: readonly ScheduledShow[];
  readonly isToday: boolean;
  /** Of the month before or after. */
  readonly isOther: boolean;
  readonly withStation: boolean;
}

const Day = ({ day, shows, isToday, isOther, withStation }: DayProps) => {
  const { i18n } = useTranslation();
  const date = dateOfDay(day);
  return (
    <td className={styles['day']} data-other={isOther} data-empty={shows.length === 0}>
      <time dateTime={day} className={styles['number']} aria-current={isToday ? 'date' : undefined}>
        <span className={styles['long']}>
          {new Intl.DateTimeFormat(i18n.language, { weekday: 'short', day: 'numeric', month: 'short' }).format(date)}
        </span>
        <span className={styles['short']} aria-hidden>
          {date.getDate()}
        </span>
      </time>
      {shows.length > 0 && (
        <ul>
          {shows.map(({ id, station, stationName, title, startsAt, state }) => (
            <li key={id}>
              <Link to={`/${station}/${id}`} className={styles['show']} data-state={state}>
                <time dateTime={startsAt}>{timeText(i18n.language, startsAt)}</time>{' '}
                {withStation ? `${title} · ${stationName}` : title}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </td>
  );
};
