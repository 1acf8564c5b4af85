import type { StationPage } from '@livestreamer/contracts';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../features/account/use-account.ts';
import { HeartButton } from '../features/live/hearts/heart-button.tsx';
import { Poster } from '../features/live/poster.tsx';
import { Skyline } from '../features/live/skyline.tsx';
import { useLive } from '../features/live/use-live.ts';
import { usePlayer, usePlayerContext } from '../features/player/player-context.ts';
import { isSameTuned, type TunedStation } from '../features/player/tuning.ts';
import { accentProps } from '../lib/accent-style.ts';
import { Button } from '../ui/button/button.tsx';
import styles from './on-air.module.scss';
import { StationTitle } from './station-title.tsx';

interface OnAirProps {
  readonly station: StationPage;
  /** What stands below the words while nothing is on air. */
  readonly children?: ReactNode;
}

/** One screen: what is on air, the way to hear it, and applause. */
export const OnAir = ({ station, children }: OnAirProps) => {
  const { t } = useTranslation();
  const { slug, name, accent, artwork, heartsFrom } = station;
  const { tuning } = usePlayerContext();
  const { playing, tuned } = usePlayer();
  const { data: account } = useAccount();
  const { live, air } = useLive(slug);
  const here: TunedStation = { kind: 'station', slug, name, accent, artwork };
  const isTuned = isSameTuned(tuned, here);

  useEffect(
    () => tuning.offer({ kind: 'station', slug, name, accent, artwork }),
    [tuning, slug, name, accent, artwork],
  );

  return (
    <div className={styles['screen']} {...accentProps(accent)}>
      <StationTitle station={name} live={live} air={air} playing={isTuned ? playing.state : 'idle'} />
      <Poster stationName={name} artwork={artwork} air={air} live={live} wanted={isTuned && playing.wanted}>
        {live && air !== 'unreachable' && (
          <HeartButton slug={slug} live={live} allowed={heartsFrom === 'everyone' || account !== null} />
        )}
        {tuned && !isTuned && (
          <Button onClick={() => tuning.listenTo(here)}>{t('live.listenHere', { station: name })}</Button>
        )}
        {!live && children}
      </Poster>
      <Skyline air={air} seed={live?.broadcastId ?? slug} moving={isTuned && playing.state === 'playing'} />
    </div>
  );
};
