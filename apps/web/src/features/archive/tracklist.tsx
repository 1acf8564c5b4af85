import type { Track } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { clockDuration } from '../../lib/duration.ts';
import styles from './tracklist.module.scss';

/** Where the tracks can be heard. */
interface TracklistSound {
  readonly durationMs: number;
  /** Where in the recording a moment of the show is, ms. */
  readonly placeOf: (showMs: number) => number;
  readonly playFrom: (placeMs: number) => void;
}

interface TracklistProps {
  readonly tracks: readonly Track[];
  /** Null: there is nothing to play. */
  readonly sound: TracklistSound | null;
}

/** What was played. A time is a button where it can be heard. */
export const Tracklist = ({ tracks, sound }: TracklistProps) => (
  <ol className={styles['tracks']} data-timed={tracks.some(({ atMs }) => atMs !== null)}>
    {tracks.map((track, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a track is its place; the same may come twice
      <li key={index} className={styles['track']}>
        <TrackTime track={track} sound={sound} />
        <span className={styles['text']}>{track.text}</span>
      </li>
    ))}
  </ol>
);

const TrackTime = ({ track: { atMs, text }, sound }: { readonly track: Track } & Pick<TracklistProps, 'sound'>) => {
  const { t } = useTranslation();
  if (atMs === null) return <span className={styles['time']} />;
  const placeMs = sound ? sound.placeOf(atMs) : atMs;
  const time = clockDuration(placeMs);
  if (!sound || placeMs < 0 || placeMs >= sound.durationMs)
    return <span className={styles['time']}>{placeMs < 0 ? '' : time}</span>;
  return (
    <button
      type="button"
      className={styles['time']}
      aria-label={t('broadcast.playFrom', { time, track: text })}
      onClick={() => sound.playFrom(placeMs)}
    >
      {time}
    </button>
  );
};
