import type { Broadcast, StationPage } from '@livestreamer/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { z } from 'zod';
import { ShowWords } from '../features/archive/show-words.tsx';
import { broadcastKey, useBroadcast } from '../features/archive/use-archive.ts';
import { useLive } from '../features/live/use-live.ts';
import { useStation } from '../features/live/use-station.ts';
import { accentProps } from '../lib/accent-style.ts';
import { errorText, isMissing } from '../lib/error-text.ts';
import { Button, ButtonLink } from '../ui/button/button.tsx';
import { Loading } from '../ui/loading/loading.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import styles from './broadcast-page.module.scss';
import { MissingPage } from './missing-page.tsx';
import { OnAirStage } from './on-air-stage.tsx';
import { PastShow } from './past-show.tsx';
import { PlannedShow } from './planned-show.tsx';

/** `/<station>/<broadcast>`: one show, from its announcement to the archive. */
export const BroadcastPage = () => {
  const { broadcast = '' } = useParams();
  return z.uuid().safeParse(broadcast).success ? <LoadedShow key={broadcast} id={broadcast} /> : <MissingPage />;
};

const LoadedShow = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const { station: address } = useParams();
  const { data: show, error, isPending, refetch } = useBroadcast(id);
  const slug = show?.station ?? address ?? '';
  const { data: station, error: stationError, refetch: refetchStation } = useStation(slug);

  if (show && station) {
    // It was there a moment ago: it is over now, and hidden until somebody publishes it.
    if (isMissing(error)) return <Over show={show} />;
    if (address !== show.station) return <Navigate to={`/${show.station}/${id}`} replace />;
    return <Whole show={show} station={station} />;
  }
  if (isMissing(error) || isMissing(stationError)) return <MissingPage />;
  if (isPending || (show && !stationError)) return <Loading label={t('loading')} />;
  return (
    <Notice heading={t('broadcast.failed')} text={errorText(t, error ?? stationError)}>
      <title>{t('title.plain', { page: t('broadcast.failed') })}</title>
      <Button onClick={() => void Promise.all([refetch(), refetchStation()])}>{t('retry')}</Button>
    </Notice>
  );
};

interface WholeProps {
  readonly show: Broadcast;
  readonly station: StationPage;
}

/** Live while its station's room says that this is on, whatever was fetched before; when it is over, it is asked for again. */
const Whole = ({ show, station }: WholeProps) => {
  const { live } = useLive(station.slug);
  const queries = useQueryClient();
  const wasOn = show.state === 'live' || show.state === 'reconnecting';
  const isOn = live === undefined ? wasOn : live?.broadcastId === show.id;
  const [shownOn, setShownOn] = useState(isOn);
  if (isOn && !shownOn) setShownOn(true);
  const isOver = !isOn && (wasOn || shownOn);

  useEffect(() => {
    if (isOver) void queries.invalidateQueries({ queryKey: broadcastKey(show.id) });
  }, [isOver, queries, show.id]);

  if (isOn)
    return (
      <>
        <OnAirStage station={station} />
        <div className={styles['below']} {...accentProps(station.accent)}>
          <ShowWords show={show} />
        </div>
      </>
    );
  return (
    <div className={styles['page']} {...accentProps(station.accent)}>
      {show.startedAt === null ? <PlannedShow show={show} station={station} /> : <PastShow show={show} />}
    </div>
  );
};

const Over = ({ show: { title, station, stationName } }: { readonly show: Broadcast }) => {
  const { t } = useTranslation();
  return (
    <Notice heading={t('broadcast.over')} text={t('broadcast.overText', { title: title || stationName })}>
      <title>{t('title.plain', { page: t('broadcast.over') })}</title>
      <ButtonLink to={`/${station}`}>{t('broadcast.toStation', { station: stationName })}</ButtonLink>
    </Notice>
  );
};
