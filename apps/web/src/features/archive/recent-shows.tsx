import { useTranslation } from 'react-i18next';
import { PageSection } from '../../ui/page-section/page-section.tsx';
import { CardGrid } from './card-grid.tsx';
import { useRecentShows } from './use-archive.ts';

const COUNT = 5;

interface RecentShowsProps {
  readonly station: string;
  readonly isMember: boolean;
  /** Where all of them are. */
  readonly all: string;
}

/** The section of a station's page about what was. Nothing where nothing is published. */
export const RecentShows = ({ station, isMember, all }: RecentShowsProps) => {
  const { t } = useTranslation();
  const { data: cards = [] } = useRecentShows(station, COUNT);
  if (cards.length === 0) return null;
  return (
    <PageSection heading={t('archive.recent')} more={{ to: all, text: t('archive.all') }}>
      <CardGrid
        label={t('archive.recent')}
        cards={cards}
        withStation={false}
        level={3}
        isMember={isMember}
        archive={all}
      />
    </PageSection>
  );
};
