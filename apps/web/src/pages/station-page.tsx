import type { StationPage as Station } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../features/account/use-account.ts';
import { RecentShows } from '../features/archive/recent-shows.tsx';
import { StationAbout } from '../features/live/station-about.tsx';
import { NextShow } from '../features/schedule/next-show.tsx';
import { NextShows } from '../features/schedule/next-shows.tsx';
import { accentProps } from '../lib/accent-style.ts';
import { PageSection } from '../ui/page-section/page-section.tsx';
import { OnAirStage } from './on-air-stage.tsx';
import styles from './station-page.module.scss';
import { UnderStation } from './under-station.tsx';

/** A station's page: what is on air there, what comes next, what was, and whose it is. */
export const StationPage = ({ slug }: { readonly slug: string }) => (
  <UnderStation slug={slug}>{(station) => <Whole station={station} />}</UnderStation>
);

/** The sections come below the first screen, and only those that have something to show. */
const Whole = ({ station }: { readonly station: Station }) => {
  const { t } = useTranslation();
  const { slug, accent, about, links, archive } = station;
  const isMember = Boolean(useAccount().data);
  return (
    <>
      <OnAirStage station={station}>
        <NextShow station={slug} />
      </OnAirStage>
      <div className={styles['sections']} {...accentProps(accent)}>
        <NextShows station={slug} isMember={isMember} all={`/${slug}/schedule`} />
        {archive && <RecentShows station={slug} isMember={isMember} all={`/${slug}/archive`} />}
        {(about !== '' || links.length > 0) && (
          <PageSection heading={t('live.about')}>
            <StationAbout station={station} />
          </PageSection>
        )}
      </div>
    </>
  );
};
