import { OWN_BROADCAST_FILTERS, type OwnBroadcastFilter, type StationPage } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { OwnShows } from '../features/studio/own-shows.tsx';
import { StudioAir } from './studio-air.tsx';
import { UnderStudio } from './under-studio.tsx';

/** `/studio`: what is on air on one's own station, and all its shows. */
export const StudioPage = () => {
  const { t } = useTranslation();
  return (
    <UnderStudio heading={t('studio.heading')}>
      {(station) => (
        <>
          <StudioAir key={station.slug} station={station} />
          <Shows station={station} />
        </>
      )}
    </UnderStudio>
  );
};

const Shows = ({ station: { slug } }: { readonly station: StationPage }) => {
  const [search] = useSearchParams();
  const filter = OWN_BROADCAST_FILTERS.find((one) => one === search.get('filter')) ?? 'all';
  const addressOf = (path: string, wanted: OwnBroadcastFilter): string => {
    const next = new URLSearchParams(search);
    if (wanted === 'all') next.delete('filter');
    else next.set('filter', wanted);
    return next.size === 0 ? path : `${path}?${next}`;
  };
  return (
    <OwnShows
      key={slug}
      station={slug}
      filter={filter}
      addressOf={(wanted) => addressOf('/studio', wanted)}
      plan={addressOf('/studio/plan', 'all')}
    />
  );
};
