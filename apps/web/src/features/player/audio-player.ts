import { type Clock, systemClock } from '@livestreamer/clock';
import { type Chance, systemChance } from '../../lib/browser-chance.ts';
import type { Store } from '../../lib/store.ts';
import { keepVolume, readKeptVolume, type VolumeStorage } from './kept-volume.ts';
import { createLivePlayback } from './live-playback.ts';
import type { PlayerState, StationState } from './player-state.ts';
import { createRecordedPlayback, type PlayableRecording } from './recorded-playback.ts';

export interface PlayerSnapshot {
  readonly state: PlayerState;
  /** The listener pressed play and has not pressed pause. */
  readonly wanted: boolean;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  /** The device does not let pages set the volume (iOS). */
  readonly volumeFixed: boolean;
}

/**
 * Plays one thing at a time through one `<audio>` element: what is on air (`live-playback.ts`), or a recording
 * (`recorded-playback.ts`). A plain object; React only subscribes.
 */
export interface AudioPlayer {
  /** The same object until something changes. */
  snapshot(): PlayerSnapshot;
  subscribe(listener: () => void): () => void;
  /** What is on air at `source`, `/stream/<station>`. Call it from a click. */
  play(source: string): void;
  /** Sets the player to a recording, at this place, without playing it; null: to what is on air again. Ends what played. */
  load(recording: PlayableRecording | null, atMs?: number): void;
  /** The recording that it is set to. Call it from a click. */
  playRecording(): void;
  /** Ends the audio response of what is on air: pausing is not listening. A recording keeps its place. */
  pause(): void;
  /** In the recording, ms; also while it is paused. */
  seek(toMs: number): void;
  /** Where the recording is, ms. Apart from the snapshot: it changes all the time. */
  readonly position: Store<number>;
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
  setStation(state: StationState): void;
  /** The network is back: do not wait for the next try. */
  lineIsBack(): void;
  /** Takes everything back; the element plays no more. */
  stop(): void;
}

interface PlayerOptions {
  readonly element: HTMLAudioElement;
  readonly clock?: Clock;
  readonly chance?: Chance;
  readonly storage?: VolumeStorage | null;
}

/** How often the player looks whether the audio's time went on. */
const LOOK_MS = 250;

/** On iOS the volume can be written and reads 1 for ever. */
const isVolumeFixed = (element: HTMLAudioElement): boolean => {
  element.volume = 0.5;
  return element.volume !== 0.5;
};

export const createAudioPlayer = (options: PlayerOptions): AudioPlayer => {
  const { element, clock = systemClock, chance = systemChance, storage = null } = options;
  const listeners = new Set<() => void>();
  const kept = readKeptVolume(storage);
  const live = createLivePlayback({ element, clock, chance, tell: () => tell() });
  const recorded = createRecordedPlayback({ element, clock, chance, tell: () => tell() });
  let isRecorded = false;

  const volumeFixed = isVolumeFixed(element);
  element.volume = kept.volume;
  element.muted = kept.muted;

  const look = (): PlayerSnapshot => {
    const playback = isRecorded ? recorded : live;
    return {
      state: playback.state(),
      wanted: playback.wanted(),
      volume: element.volume,
      muted: element.muted,
      volumeFixed,
    };
  };
  let current = look();

  function tell(): void {
    const next = look();
    const same =
      next.state === current.state &&
      next.wanted === current.wanted &&
      next.volume === current.volume &&
      next.muted === current.muted;
    if (same) return;
    current = next;
    for (const listener of listeners) listener();
  }

  const watch = clock.every(LOOK_MS, () => {
    live.look();
    recorded.look();
    tell();
  });

  const load: AudioPlayer['load'] = (recording, atMs) => {
    live.leave();
    isRecorded = recording !== null;
    recorded.load(recording, atMs);
  };

  return {
    snapshot: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    play: (source) => {
      if (isRecorded) load(null);
      live.play(source);
    },
    load,
    playRecording: recorded.play,
    pause: () => (isRecorded ? recorded.pause() : live.leave()),
    seek: recorded.seek,
    position: recorded.position,
    setVolume: (volume) => {
      element.volume = Math.min(1, Math.max(0, volume));
      if (volume > 0) element.muted = false;
      keepVolume(storage, { volume: element.volume, muted: element.muted });
      tell();
    },
    setMuted: (muted) => {
      element.muted = muted;
      keepVolume(storage, { volume: element.volume, muted });
      tell();
    },
    setStation: live.setStation,
    lineIsBack: () => {
      live.lineIsBack();
      recorded.lineIsBack();
    },
    stop: () => {
      watch.cancel();
      live.stop();
      recorded.stop();
      listeners.clear();
    },
  };
};
