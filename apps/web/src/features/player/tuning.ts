import { type Artwork, type LiveBroadcast, streamPath } from '@livestreamer/contracts';
import { createCell, type Store } from '../../lib/store.ts';
import type { AudioPlayer } from './audio-player.ts';
import type { PlayableRecording } from './recorded-playback.ts';

/** A station, as far as the player bar must name it. */
export interface TunedStation {
  readonly kind: 'station';
  readonly slug: string;
  readonly name: string;
  readonly accent: string | null;
  readonly artwork: Artwork | null;
}

/** The recording of a show, as far as the player bar must name it. */
export interface TunedRecording extends PlayableRecording {
  readonly kind: 'recording';
  readonly broadcastId: string;
  readonly title: string;
  readonly station: string;
  readonly stationName: string;
  readonly artwork: Artwork | null;
}

export type Tuned = TunedStation | TunedRecording;

/** What the one player is set to: a station or a recording. It outlives the pages: whoever listens goes on listening elsewhere. */
export interface Tuning extends Store<Tuned | null> {
  /** A page of this was opened. Takes the player over, unless somebody listens to something else. */
  offer(wanted: Tuned): void;
  /** Play this now, whatever played before; a recording from here, or from where it was left. Call it from a click. */
  listenTo(wanted: Tuned, atMs?: number): void;
  /** The play button. Call it from a click or a key. */
  toggle(): void;
}

interface TuningOptions {
  readonly player: Pick<
    AudioPlayer,
    'snapshot' | 'play' | 'load' | 'playRecording' | 'pause' | 'seek' | 'position' | 'setStation'
  >;
  /** What is on air on a station; undefined until it is known. */
  readonly liveOf: (slug: string) => Store<LiveBroadcast | null | undefined>;
}

/** Whether both are the same to hear. */
export const isSameTuned = (one: Tuned | null, other: Tuned): boolean => one !== null && keyOf(one) === keyOf(other);

const keyOf = (tuned: Tuned): string =>
  tuned.kind === 'station' ? `station ${tuned.slug}` : `${tuned.broadcastId} ${tuned.source} ${tuned.durationMs}`;

export const createTuning = ({ player, liveOf }: TuningOptions): Tuning => {
  const tuned = createCell<Tuned | null>(null);
  /** Where each recording was left, ms; until the page is loaded anew. */
  const left = new Map<string, number>();
  let unfollow = (): void => undefined;

  const leave = (): void => {
    unfollow();
    unfollow = () => undefined;
    const before = tuned.snapshot();
    if (before?.kind === 'recording') left.set(keyOf(before), player.position.snapshot());
  };

  const follow = (slug: string): void => {
    const live = liveOf(slug);
    const tell = (): void => {
      const now = live.snapshot();
      if (now !== undefined) player.setStation(now?.state ?? 'off-air');
    };
    unfollow = live.subscribe(tell);
    tell();
  };

  const tune = (wanted: Tuned): void => {
    if (isSameTuned(tuned.snapshot(), wanted)) {
      if (JSON.stringify(tuned.snapshot()) !== JSON.stringify(wanted)) tuned.set(wanted); // a new name, the same sound
      return;
    }
    leave();
    tuned.set(wanted);
    player.load(wanted.kind === 'recording' ? wanted : null, left.get(keyOf(wanted)));
    if (wanted.kind === 'station') follow(wanted.slug);
  };

  const play = (wanted: Tuned): void =>
    wanted.kind === 'station' ? player.play(streamPath(wanted.slug)) : player.playRecording();

  return {
    snapshot: tuned.snapshot,
    subscribe: tuned.subscribe,
    offer: (wanted) => {
      const now = tuned.snapshot();
      const isElsewhere = now !== null && player.snapshot().wanted && !isSameTuned(now, wanted);
      if (!isElsewhere) tune(wanted);
    },
    listenTo: (wanted, atMs) => {
      tune(wanted);
      if (atMs !== undefined) player.seek(atMs);
      play(wanted);
    },
    toggle: () => {
      const now = tuned.snapshot();
      if (!now) return;
      if (pausesOnPress(player.snapshot())) player.pause();
      else play(now);
    },
  };
};

/** Whether the button says Pause: also while it only tries to play, since pressing it gives up. */
export const pausesOnPress = ({ wanted, state }: ReturnType<AudioPlayer['snapshot']>): boolean =>
  wanted && state !== 'blocked';
