import type { Timer } from '@livestreamer/clock';
import { createCell, type Store } from '../../lib/store.ts';
import type { PlaybackOptions } from './live-playback.ts';
import { type PlayerState, playerStateOf } from './player-state.ts';
import { createSoundWatch } from './sound-watch.ts';

/** A file on the server, as far as playing it needs. */
export interface PlayableRecording {
  /** Its address. */
  readonly source: string;
  /** As the server measured it: browsers guess the length of an MP3. */
  readonly durationMs: number;
}

/**
 * A recording, through the one element. Nothing is fetched before play is pressed. Pausing keeps what was fetched, and the place.
 * A connection that breaks or stands still is opened anew at the same place, a few times with growing pauses; then it says so and gives up.
 */
export interface RecordedPlayback {
  state(): PlayerState;
  wanted(): boolean;
  /** Where it plays, ms; kept while it is paused. */
  readonly position: Store<number>;
  /** Sets it to a recording, at this place; null: to none, and the element is free. */
  load(recording: PlayableRecording | null, atMs?: number): void;
  /** Call it from a click. At its end it begins again. */
  play(): void;
  pause(): void;
  seek(toMs: number): void;
  lineIsBack(): void;
  look(): void;
  stop(): void;
}

const PATIENCE_MS = 10_000;
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;
/** The last bit of a file is not worth a position: who comes back hears it from the beginning. */
const END_MS = 500;

export const createRecordedPlayback = (options: PlaybackOptions): RecordedPlayback => {
  const { element, clock, chance, tell } = options;
  const position = createCell(0);
  const sound = createSoundWatch(element, clock);
  let recording: PlayableRecording | null = null;
  let isWanted = false;
  let isOpen = false;
  let isBlocked = false;
  let hasFailed = false;
  let tries = 0;
  let opened = 0;
  let retry: Timer | null = null;

  const within = (ms: number): number => Math.round(Math.min(recording?.durationMs ?? 0, Math.max(0, ms)));

  const release = (): void => {
    retry?.cancel();
    retry = null;
    if (!isOpen) return;
    isOpen = false;
    sound.closed();
    element.pause();
    element.removeAttribute('src');
    element.load();
  };

  const start = (): void => {
    const attempt = opened;
    element.play().catch((error: unknown) => {
      if (!isOpen || attempt !== opened || !(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      isBlocked = true;
      release();
      tell();
    });
  };

  const open = (): void => {
    if (!recording) return;
    release();
    isOpen = true;
    opened += 1;
    sound.opened();
    element.src = recording.source;
    element.load();
    goTo(position.snapshot());
    start();
  };

  /** Before the element knows its file, it takes a place only as a wish, and not every browser does: `onKnown` asks again. */
  function goTo(ms: number): void {
    element.currentTime = ms / 1_000;
    sound.forgive();
  }
  const onKnown = (): void => {
    if (isOpen && Math.abs(element.currentTime * 1_000 - position.snapshot()) > END_MS) goTo(position.snapshot());
  };

  const onError = (): void => {
    if (!isOpen) return;
    release();
    const pauseMs = RETRY_MS[tries];
    tries += 1;
    if (isWanted && pauseMs !== undefined) retry = clock.after(pauseMs * (1 + chance()), open);
    else if (isWanted) {
      isWanted = false;
      hasFailed = true;
    }
    tell();
  };
  const onEnded = (): void => {
    if (!isOpen || !recording) return;
    isWanted = false;
    position.set(recording.durationMs);
    release();
    tell();
  };
  /** A phone call, unplugged headphones, the system's controls; our own pause finds nothing left to do. */
  const onPause = (): void => {
    if (!isOpen || element.ended || !element.paused) return;
    isWanted = false;
    tell();
  };
  const onPlay = (): void => {
    if (!isOpen || element.paused) return;
    isWanted = true;
    tell();
  };

  element.addEventListener('loadedmetadata', onKnown);
  element.addEventListener('error', onError);
  element.addEventListener('ended', onEnded);
  element.addEventListener('pause', onPause);
  element.addEventListener('play', onPlay);

  const load: RecordedPlayback['load'] = (next, atMs = 0) => {
    release();
    recording = next;
    isWanted = false;
    isBlocked = false;
    hasFailed = false;
    position.set(within(atMs));
    tell();
  };

  return {
    position,
    wanted: () => isWanted,
    state: () => {
      if (hasFailed) return 'failed';
      const { isSounding, wasHeard } = sound;
      return playerStateOf({
        wanted: isWanted,
        blocked: isBlocked,
        sounding: isSounding,
        station: 'live',
        heard: wasHeard,
      });
    },
    load,
    play: () => {
      if (!recording) return;
      if (position.snapshot() >= recording.durationMs - END_MS) position.set(0);
      isWanted = true;
      isBlocked = false;
      hasFailed = false;
      tries = 0;
      sound.begin();
      if (isOpen) {
        sound.forgive();
        start();
      } else open();
      tell();
    },
    pause: () => {
      isWanted = false;
      isBlocked = false;
      retry?.cancel();
      retry = null;
      sound.closed();
      if (isOpen) element.pause();
      tell();
    },
    seek: (toMs) => {
      position.set(within(toMs));
      if (isOpen) goTo(position.snapshot());
    },
    lineIsBack: () => {
      if (isWanted && !isOpen) open();
    },
    look: () => {
      if (!isOpen) return;
      sound.look();
      if (sound.isGood) tries = 0;
      if (sound.isSounding && !element.seeking) position.set(within(element.currentTime * 1_000));
      if (isWanted && sound.silentMs() > PATIENCE_MS) onError();
    },
    stop: () => {
      element.removeEventListener('loadedmetadata', onKnown);
      element.removeEventListener('error', onError);
      element.removeEventListener('ended', onEnded);
      element.removeEventListener('pause', onPause);
      element.removeEventListener('play', onPlay);
      load(null);
    },
  };
};
