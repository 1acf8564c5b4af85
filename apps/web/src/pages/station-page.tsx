import type { Station } from '@livestreamer/contracts';
import { stationSlugSchema } from '@livestreamer/contracts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Poster } from '../features/live/poster.tsx';
import { Skyline } from '../features/live/skyline.tsx';
import { useLive } from '../features/live/use-live.ts';
import { useStation } from '../features/live/use-station.ts';
import { usePlayer, usePlayerContext } from '../features/player/player-context.ts';
import { errorText, isMissing } from '../lib/error-text.ts';
import { Button } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import { MissingPage } from './missing-page.tsx';
import { StationTitle } from './station-title.tsx';

/** A station's page: what is on air there, and the way to hear it. */
export const StationPage = ({ slug }: { readonly slug: string }) =>
  stationSlugSchema.safeParse(slug).success ? <LoadedStation slug={slug} /> : <MissingPage />;

const LoadedStation = ({ slug }: { readonly slug: string }) => {
  const { t } = useTranslation();
  const { data: station, error, isPending, refetch } = useStation(slug);

  if (isPending) return <Loading label={t('loading')} />;
  if (station) return <OnAir station={station} />;
  if (isMissing(error)) return <MissingPage />;
  return (
    <Notice heading={t('status.unreachable')} text={errorText(t, error)}>
      <title>{t('title.plain', { page: t('status.unreachable') })}</title>
      <Button onClick={() => void refetch()}>{t('retry')}</Button>
    </Notice>
  );
};

const OnAir = ({ station }: { readonly station: Station }) => {
  const { t } = useTranslation();
  const { slug, name } = station;
  const { tuning } = usePlayerContext();
  const { playing, tuned } = usePlayer();
  const { live, air } = useLive(slug);
  const isTuned = tuned?.slug === slug;

  useEffect(() => tuning.offer({ slug, name }), [tuning, slug, name]);

  return (
    <>
      <StationTitle station={name} live={live} air={air} playing={isTuned ? playing.state : 'idle'} />
      <Poster stationName={name} air={air} live={live} wanted={isTuned && playing.wanted}>
        {tuned && !isTuned && (
          <Button onClick={() => tuning.listenTo({ slug, name })}>{t('live.listenHere', { station: name })}</Button>
        )}
      </Poster>
      <Skyline air={air} seed={live?.broadcastId ?? slug} moving={isTuned && playing.state === 'playing'} />
    </>
  );
};
