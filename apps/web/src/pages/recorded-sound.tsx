import { type Broadcast, recordedMsOf } from '@livestreamer/contracts';
import { Heart } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bestMinuteMs, heartLevels } from '../features/archive/heart-minutes.ts';
import { useWaveform } from '../features/archive/use-archive.ts';
import { usePlayer, usePlayerContext } from '../features/player/player-context.ts';
import { isSameTuned, type TunedRecording } from '../features/player/tuning.ts';
import { Waveform } from '../features/player/waveform.tsx';
import { clockDuration } from '../lib/duration.ts';
import { useStore } from '../lib/store.ts';
import { Button } from '../ui/button/button.tsx';
import styles from './broadcast-page.module.scss';

/** Peaks come as a byte each. */
const LOUDEST = 255;

export interface Sound {
  readonly recording: TunedRecording;
  readonly durationMs: number;
  /** Where the file begins in the whole recording. */
  readonly startMs: number;
  /** Where in the file a moment of the show is; outside of it: trimmed away. */
  readonly placeOf: (showMs: number) => number;
  readonly playFrom: (placeMs: number) => void;
}

/** The recording of a show as the player takes it; null: there is none that can be played. Offers it to the player. */
export const useRecordedSound = (show: Broadcast): Sound | null => {
  const { tuning } = usePlayerContext();
  const { id: broadcastId, station, stationName, title, artwork, recording: kept } = show;
  const recording = useMemo<TunedRecording | null>(() => {
    if (!kept?.url || kept.durationMs === 0) return null;
    const { url: source, durationMs } = kept;
    const name = title || stationName;
    return { kind: 'recording', broadcastId, title: name, station, stationName, artwork, source, durationMs };
  }, [kept, broadcastId, title, station, stationName, artwork]);

  useEffect(() => {
    if (recording) tuning.offer(recording);
  }, [tuning, recording]);

  return useMemo(() => {
    if (!recording || !kept) return null;
    const startMs = kept.trim?.startMs ?? 0;
    return {
      recording,
      durationMs: recording.durationMs,
      startMs,
      placeOf: (showMs) => recordedMsOf(showMs, kept.gaps) - startMs,
      playFrom: (placeMs) => tuning.listenTo(recording, placeMs),
    };
  }, [recording, kept, tuning]);
};

/** What a recording looks like, where it is, and where people clapped. */
export const RecordedSound = ({ show, sound }: { readonly show: Broadcast; readonly sound: Sound }) => {
  const { t } = useTranslation();
  const { recording, durationMs, startMs, playFrom } = sound;
  const { heartMinutes } = show;
  const { player, tuning } = usePlayerContext();
  const { tuned } = usePlayer();
  const positionMs = useStore(player.position);
  const isTuned = isSameTuned(tuned, recording);
  const { data: waveform } = useWaveform(show.id);
  const levels = useMemo(() => {
    const { peaks = [], stepMs = 1 } = waveform ?? {};
    const played = peaks.slice(Math.floor(startMs / stepMs), Math.ceil((startMs + durationMs) / stepMs));
    return played.map((peak) => peak / LOUDEST);
  }, [waveform, startMs, durationMs]);
  const hearts = useMemo(() => heartLevels(heartMinutes, sound), [heartMinutes, sound]);
  const bestMs = useMemo(() => bestMinuteMs(heartMinutes, sound), [heartMinutes, sound]);

  const seek = (toMs: number, pressed: boolean): void => {
    if (isTuned && !pressed) player.seek(toMs);
    else tuning.listenTo(recording, toMs);
  };
  return (
    <div className={styles['sound']}>
      <Waveform
        levels={levels}
        hearts={hearts}
        durationMs={durationMs}
        positionMs={isTuned ? positionMs : 0}
        onSeek={seek}
      />
      {bestMs !== null && (
        <button type="button" className={styles['best']} onClick={() => playFrom(bestMs)}>
          <Heart size={16} aria-hidden />
          {t('broadcast.best', { time: clockDuration(bestMs) })}
        </button>
      )}
      {tuned && !isTuned && (
        <div>
          <Button onClick={() => tuning.listenTo(recording)}>{t('broadcast.playThis')}</Button>
        </div>
      )}
    </div>
  );
};
