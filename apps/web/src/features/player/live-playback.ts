import type { Clock, Timer } from '@livestreamer/clock';
import type { Chance } from '../../lib/browser-chance.ts';
import { type PlayerState, playerStateOf, type StationState } from './player-state.ts';
import { createSoundWatch } from './sound-watch.ts';

/**
 * What is on air, through the one element.
 *
 * While the listener wants to hear and the station is live, an element that ends, fails or stands still is opened
 * anew, with growing pauses. While the station reconnects the open response is kept: the server holds it, and the
 * audio goes on in it. Off air nothing is opened until the station is live again; what is open plays its last seconds.
 *
 * A pause from outside (a phone call, unplugged headphones) is the listener's; when what paused it plays again, so does this.
 */
export interface LivePlayback {
  state(): PlayerState;
  wanted(): boolean;
  play(source: string): void;
  /** Ends the audio response: pausing is not listening. The element is free then. */
  leave(): void;
  setStation(state: StationState): void;
  lineIsBack(): void;
  /** To be called every so often: looks whether the audio's time went on. */
  look(): void;
  stop(): void;
}

export interface PlaybackOptions {
  readonly element: HTMLAudioElement;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Something may have changed. */
  readonly tell: () => void;
}

/** Without progress for this long on a live station the response is given up and opened anew. */
const PATIENCE_MS = 6_000;
/** Off air what is still to be heard comes without a break, or not at all. */
const LAST_PATIENCE_MS = 2_000;
/**
 * The least pauses before the tries to open again; the last one goes on. Each is spread over its double, so that listeners do not come in step.
 * Short as long as a server takes to start anew: a gap lasts for what it is away, and one of these.
 */
const RETRY_MS = [250, 500, 1_000, 1_000, 1_000, 1_000, 2_000, 4_000, 8_000] as const;
/** Everybody who waits hears in the same moment that the station is live; they open within this time. */
const RETURN_WITHIN_MS = 500;

const patienceMs: Readonly<Record<StationState, number>> = {
  live: PATIENCE_MS,
  reconnecting: Number.POSITIVE_INFINITY,
  'off-air': LAST_PATIENCE_MS,
};

export const createLivePlayback = ({ element, clock, chance, tell }: PlaybackOptions): LivePlayback => {
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
      if (!isOpen || attempt !== opened || !(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
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
    const had = isOpen || source !== null || interrupted !== null;
    source = null;
    interrupted = null;
    isBlocked = false;
    if (had) close();
    tell();
  };

  return {
    state: () =>
      playerStateOf({
        wanted: source !== null,
        blocked: isBlocked,
        sounding: sound.isSounding,
        station,
        heard: sound.wasHeard,
      }),
    wanted: () => source !== null,
    play,
    leave,
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
    look: () => {
      if (!isOpen) return;
      sound.look();
      // Only a response that was good: the pauses grow also when each gives some sound before it ends.
      if (sound.isGood) tries = 0;
      if (sound.silentMs() > patienceMs[station]) reopenLater();
    },
    stop: () => {
      element.removeEventListener('ended', onGone);
      element.removeEventListener('error', onGone);
      element.removeEventListener('pause', onPause);
      element.removeEventListener('play', onPlay);
      leave();
    },
  };
};
