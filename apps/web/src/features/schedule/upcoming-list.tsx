import { useTranslation } from 'react-i18next';
import { byDay, dateOfDay, dayOf, type LocalDay } from '../../lib/local-days.ts';
import { useWeb } from '../../lib/web-context.ts';
import { ListStates } from '../../ui/list-states/list-states.tsx';
import { ShowRow } from './show-row.tsx';
import styles from './upcoming-list.module.scss';
import { useUpcoming } from './use-schedule.ts';

const DAY_MS = 86_400_000;

interface UpcomingListProps {
  readonly station: string | undefined;
  readonly withStation: boolean;
  readonly isMember: boolean;
}

/** What comes, grouped by the days of the visitor. */
export const UpcomingList = ({ station, withStation, isMember }: UpcomingListProps) => {
  const { t } = useTranslation();
  const query = useUpcoming(station);
  return (
    <ListStates query={query} empty={{ heading: t('schedule.empty'), text: t('schedule.emptyText') }}>
      {(shows) =>
        [...byDay(shows, ({ startsAt }) => startsAt)].map(([day, onDay]) => (
          <section key={day} className={styles['day']} aria-labelledby={`day-${day}`}>
            <DayHeading day={day} />
            <ul>
              {onDay.map((show) => (
                <li key={show.id}>
                  <ShowRow show={show} underDay withStation={withStation} isMember={isMember} />
                </li>
              ))}
            </ul>
          </section>
        ))
      }
    </ListStates>
  );
};

const DayHeading = ({ day }: { readonly day: LocalDay }) => {
  const { t, i18n } = useTranslation();
  const { clock } = useWeb();
  const text = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', day: 'numeric', month: 'long' }).format(
    dateOfDay(day),
  );
  const near = [
    [dayOf(new Date(clock.now())), t('schedule.today')],
    [dayOf(new Date(clock.now() + DAY_MS)), t('schedule.tomorrow')],
  ].find(([which]) => which === day);
  return (
    <h2 id={`day-${day}`} className={styles['heading']}>
      {near ? `${near[1]}, ${text}` : text}
    </h2>
  );
};
