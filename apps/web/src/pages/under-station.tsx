import type { StationPage } from '@livestreamer/contracts';
import { stationSlugSchema } from '@livestreamer/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useStation } from '../features/live/use-station.ts';
import { errorText, isMissing } from '../lib/error-text.ts';
import { Button } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import { MissingPage } from './missing-page.tsx';

interface UnderStationProps {
  readonly slug: string;
  /** What of the address stands behind the station's name: `/archive`, or nothing. */
  readonly rest?: string;
  readonly children: (station: StationPage) => ReactNode;
}

/** What has an address under a station's: missing with it, moved with it, and in its way as long as it cannot be loaded. */
export const UnderStation = ({ slug, rest = '', children }: UnderStationProps) =>
  stationSlugSchema.safeParse(slug).success ? (
    <LoadedStation slug={slug} rest={rest}>
      {children}
    </LoadedStation>
  ) : (
    <MissingPage />
  );

const LoadedStation = ({ slug, rest = '', children }: UnderStationProps) => {
  const { t } = useTranslation();
  const { data: station, error, isPending, refetch } = useStation(slug);

  if (isPending) return <Loading label={t('loading')} />;
  if (station && station.slug !== slug) return <Navigate to={`/${station.slug}${rest}`} replace />;
  if (station) return children(station);
  if (isMissing(error)) return <MissingPage />;
  return (
    <Notice heading={t('status.unreachable')} text={errorText(t, error)}>
      <title>{t('title.plain', { page: t('status.unreachable') })}</title>
      <Button onClick={() => void refetch()}>{t('retry')}</Button>
    </Notice>
  );
};
