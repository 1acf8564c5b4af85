import { type Clock, systemClock, type Timer } from '@livestreamer/clock';
import { type Chance, systemChance } from '../../lib/browser-chance.ts';
import { keepVolume, readKeptVolume, type VolumeStorage } from './kept-volume.ts';
import { type PlayerState, playerStateOf, type StationState } from './player-state.ts';
import { createSoundWatch } from './sound-watch.ts';

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
 * Plays one station through one `<audio>` element. A plain object; React only subscribes.
 *
 * While the listener wants to hear and the station is live, an element that ends, fails or stands still is opened
 * anew, with growing pauses. While the station reconnects the open response is kept: the server holds it, and the
 * audio goes on in it. Off air nothing is opened until the station is live again; what is open plays its last seconds.
 *
 * A pause from outside (a phone call, unplugged headphones) is the listener's; when what paused it plays again, so does this.
 */
export interface AudioPlayer {
  /** The same object until something changes. */
  snapshot(): PlayerSnapshot;
  subscribe(listener: () => void): () => void;
  /** Call it from a click. `source` is the address of the audio, `/stream/<station>`. */
  play(source: string): void;
  /** Ends the audio response: pausing is not listening. */
  pause(): void;
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
/** Without progress for this long on a live station the response is given up and opened anew. */
const PATIENCE_MS = 6_000;
/** Off air what is still to be heard comes without a break, or not at all. */
const LAST_PATIENCE_MS = 2_000;
/** The least pauses before the tries to open again; the last one goes on. Each is spread over its double, so that listeners do not come in step. */
const RETRY_MS = [250, 1_000, 2_000, 4_000, 8_000] as const;
/** Everybody who waits hears in the same moment that the station is live; they open within this time. */
const RETURN_WITHIN_MS = 500;

const patienceMs: Readonly<Record<StationState, number>> = {
  live: PATIENCE_MS,
  reconnecting: Number.POSITIVE_INFINITY,
  'off-air': LAST_PATIENCE_MS,
};

/** On iOS the volume can be written and reads 1 for ever. */
const isVolumeFixed = (element: HTMLAudioElement): boolean => {
  element.volume = 0.5;
  return element.volume !== 0.5;
};

export const createAudioPlayer = (options: PlayerOptions): AudioPlayer => {
  const { element, clock = systemClock, chance = systemChance, storage = null } = options;
  const listeners = new Set<() => void>();
  const kept = readKeptVolume(storage);
  let source: string | null = null;
  let station: StationState = 'live';
  let isOpen = false;
  let isBlocked = false;
  let tries = 0;
  let opened = 0;
  let retry: Timer | null = null;
  /** What a pause from outside took away. */
  let interrupted: string | null = null;
  const sound = createSoundWatch(element, clock);

  const volumeFixed = isVolumeFixed(element);
  element.volume = kept.volume;
  element.muted = kept.muted;

  const look = (): PlayerSnapshot => ({
    state: playerStateOf({
      wanted: source !== null,
      blocked: isBlocked,
      sounding: sound.isSounding,
      station,
      heard: sound.wasHeard,
    }),
    wanted: source !== null,
    volume: element.volume,
    muted: element.muted,
    volumeFixed,
  });
  let current = look();

  const tell = (): void => {
    const next = look();
    const same =
      next.state === current.state &&
      next.wanted === current.wanted &&
      next.volume === current.volume &&
      next.muted === current.muted;
    if (same) return;
    current = next;
    for (const listener of listeners) listener();
  };

  /** Ends the response: an element that is only paused, or stalled, stays a listener of the server. */
  const release = (): void => {
    isOpen = false;
    sound.closed();
    element.pause();
    element.removeAttribute('src');
    element.load();
  };

  const close = (): void => {
    retry?.cancel();
    retry = null;
    release();
  };

  const open = (): void => {
    if (source === null) return;
    retry?.cancel();
    retry = null;
    isOpen = true;
    opened += 1;
    sound.opened();
    // Another address each time: Safari goes on with what it has of an address it knows.
    element.src = `${source}${source.includes('?') ? '&' : '?'}n=${opened}`;
    element.load();
    const attempt = opened;
    element.play().catch((error: unknown) => {
      if (attempt !== opened || !(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      isBlocked = true;
      close();
      tell();
    });
  };

  const openAfter = (delayMs: number): void => {
    retry?.cancel();
    retry = clock.after(delayMs, open);
  };

  const reopenLater = (): void => {
    release();
    if (source === null || isBlocked || station === 'off-air' || retry) return;
    const pauseMs = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 0;
    tries += 1;
    openAfter(pauseMs * (1 + chance()));
  };

  const onGone = (): void => {
    if (!isOpen) return;
    reopenLater();
    tell();
  };
  /** Something else paused it: a phone call, unplugged headphones, the system's controls. */
  const onPause = (): void => {
    if (!isOpen || element.ended || !element.paused || source === null) return;
    interrupted = source;
    source = null;
    close();
    tell();
  };
  /** The phone call is over: the system plays the element again (WebKit does), which has nothing to play by now. */
  const onPlay = (): void => {
    if (!isOpen && !element.paused && interrupted !== null) play(interrupted);
  };

  const watch = clock.every(LOOK_MS, () => {
    if (!isOpen) return;
    sound.look();
    // Only a response that was good: the pauses grow also when each gives some sound before it ends.
    if (sound.isGood) tries = 0;
    if (sound.silentMs() > patienceMs[station]) reopenLater();
    tell();
  });

  element.addEventListener('ended', onGone);
  element.addEventListener('error', onGone);
  element.addEventListener('pause', onPause);
  element.addEventListener('play', onPlay);

  function play(wanted: string): void {
    source = wanted;
    interrupted = null;
    isBlocked = false;
    sound.begin();
    tries = 0;
    open();
    tell();
  }

  const leave = (): void => {
    source = null;
    interrupted = null;
    isBlocked = false;
    close();
    tell();
  };

  return {
    snapshot: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    play,
    pause: leave,
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
    setStation: (state) => {
      const turnedLive = state === 'live' && station !== 'live';
      station = state;
      if (turnedLive) {
        tries = 0;
        // The held response has its patience from now on; one that ended is opened again.
        sound.forgive();
        if (!isOpen && source !== null && !isBlocked) openAfter(chance() * RETURN_WITHIN_MS);
      }
      tell();
    },
    lineIsBack: () => {
      if (source !== null && !isOpen && !isBlocked && station !== 'off-air') open();
      tell();
    },
    stop: () => {
      watch.cancel();
      element.removeEventListener('ended', onGone);
      element.removeEventListener('error', onGone);
      element.removeEventListener('pause', onPause);
      element.removeEventListener('play', onPlay);
      leave();
      listeners.clear();
    },
  };
};
