import { useTranslation } from 'react-i18next';
import { PageSection } from '../../ui/page-section/page-section.tsx';
import { ShowRow } from './show-row.tsx';
import { useNextShows } from './use-schedule.ts';

const COUNT = 3;

interface NextShowsProps {
  readonly station: string;
  readonly isMember: boolean;
  /** Where the whole schedule is. */
  readonly all: string;
}

/** The section of a station's page about what comes. Nothing where nothing is planned. */
export const NextShows = ({ station, isMember, all }: NextShowsProps) => {
  const { t } = useTranslation();
  const { data: shows = [] } = useNextShows(station, COUNT);
  if (shows.length === 0) return null;
  return (
    <PageSection heading={t('schedule.coming')} more={{ to: all, text: t('schedule.all') }}>
      <ul aria-label={t('schedule.coming')}>
        {shows.map((show) => (
          <li key={show.id}>
            <ShowRow show={show} isMember={isMember} />
          </li>
        ))}
      </ul>
    </PageSection>
  );
};
