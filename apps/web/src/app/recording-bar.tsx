import { useCallback } from 'react';
import { Link } from 'react-router';
import { SKIP_MS, useMediaSession } from '../features/player/media-session.ts';
import { PlayerBar } from '../features/player/player-bar.tsx';
import { usePlayerContext } from '../features/player/player-context.ts';
import { usePlayerKeys } from '../features/player/player-keys.ts';
import { RecordingStatus } from '../features/player/recording-status.tsx';
import type { TunedRecording } from '../features/player/tuning.ts';
import { usePageKey } from '../lib/use-page-key.ts';

/** The strip along the bottom while the player is set to a recording. */
export const RecordingBar = ({ recording }: { readonly recording: TunedRecording }) => {
  const { broadcastId, title, station, stationName, artwork, durationMs } = recording;
  const { player, tuning } = usePlayerContext();
  const back = useCallback(() => player.seek(player.position.snapshot() - SKIP_MS), [player]);
  const ahead = useCallback(() => player.seek(player.position.snapshot() + SKIP_MS), [player]);
  usePlayerKeys(tuning.toggle);
  usePageKey('j', back);
  usePageKey('l', ahead);
  useMediaSession({ title, artist: stationName, artwork: artwork?.large ?? null, durationMs });
  return (
    <PlayerBar
      air="recorded"
      status={<RecordingStatus durationMs={durationMs} />}
      nowOn={
        <Link to={`/${station}/${broadcastId}`}>{title === stationName ? title : `${title} · ${stationName}`}</Link>
      }
    />
  );
};
