import { CalendarPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import styles from './calendar-link.module.scss';

/** Keeps somebody's own calendar up to date with the shows of a station: `webcal:` is what calendars listen to. */
export const CalendarLink = ({ station }: { readonly station: string }) => {
  const { t } = useTranslation();
  const { origin } = useWeb();
  return (
    <a href={`${origin.replace(/^https?/, 'webcal')}/${station}/calendar.ics`} className={styles['link']}>
      <CalendarPlus size={20} aria-hidden />
      {t('schedule.subscribe')}
    </a>
  );
};
