import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LiveStatus } from '../features/live/live-status.tsx';
import { useLive } from '../features/live/use-live.ts';
import { useMediaSession } from '../features/player/media-session.ts';
import { PlayerBar } from '../features/player/player-bar.tsx';
import { usePlayerContext } from '../features/player/player-context.ts';
import { usePlayerKeys } from '../features/player/player-keys.ts';
import type { TunedStation } from '../features/player/tuning.ts';

/** The strip along the bottom: the state of the station that the player is set to, and the player. */
export const StationBar = ({ station }: { readonly station: TunedStation }) => {
  const { t } = useTranslation();
  const { tuning } = usePlayerContext();
  const { live, air } = useLive(station.slug);
  // A show that has no title of its own is called like its station.
  const title = live && live.title !== station.name ? live.title : '';
  usePlayerKeys(tuning.toggle);
  useMediaSession({
    title: live?.nowPlaying || title || station.name,
    artist: title === '' ? t('brand') : station.name,
    artwork: station.artwork?.large ?? null,
    durationMs: null,
  });
  return (
    <PlayerBar
      air={air}
      accent={station.accent}
      status={<LiveStatus air={air} live={live} />}
      nowOn={<Link to={`/${station.slug}`}>{title === '' ? station.name : `${title} · ${station.name}`}</Link>}
    />
  );
};
