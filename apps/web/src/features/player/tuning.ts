import { type LiveBroadcast, streamPath } from '@livestreamer/contracts';
import { createCell, type Store } from '../../lib/store.ts';
import type { AudioPlayer } from './audio-player.ts';

/** A station, as far as the player bar must name it. */
export interface TunedStation {
  readonly slug: string;
  readonly name: string;
}

/** Which station the one player is set to. It outlives the pages: whoever listens goes on listening elsewhere. */
export interface Tuning extends Store<TunedStation | null> {
  /** A page of this station was opened. Takes the player over, unless somebody listens to another station. */
  offer(station: TunedStation): void;
  /** Play this one now, whatever played before. Call it from a click. */
  listenTo(station: TunedStation): void;
  /** The play button. Call it from a click or a key. */
  toggle(): void;
}

interface TuningOptions {
  readonly player: Pick<AudioPlayer, 'snapshot' | 'play' | 'pause' | 'setStation'>;
  /** What is on air on a station; undefined until it is known. */
  readonly liveOf: (slug: string) => Store<LiveBroadcast | null | undefined>;
}

export const createTuning = ({ player, liveOf }: TuningOptions): Tuning => {
  const tuned = createCell<TunedStation | null>(null);
  let unfollow = (): void => undefined;

  const tune = (station: TunedStation): void => {
    const before = tuned.snapshot();
    if (before?.slug === station.slug && before.name === station.name) return;
    unfollow();
    tuned.set(station);
    const live = liveOf(station.slug);
    const tell = (): void => {
      const now = live.snapshot();
      if (now !== undefined) player.setStation(now?.state ?? 'off-air');
    };
    unfollow = live.subscribe(tell);
    tell();
  };

  const isElsewhere = ({ slug }: TunedStation): boolean =>
    player.snapshot().wanted && tuned.snapshot() !== null && tuned.snapshot()?.slug !== slug;

  return {
    snapshot: tuned.snapshot,
    subscribe: tuned.subscribe,
    offer: (station) => {
      if (!isElsewhere(station)) tune(station);
    },
    listenTo: (station) => {
      tune(station);
      player.play(streamPath(station.slug));
    },
    toggle: () => {
      const station = tuned.snapshot();
      if (!station) return;
      if (pausesOnPress(player.snapshot())) player.pause();
      else player.play(streamPath(station.slug));
    },
  };
};

/** Whether the button says Pause: also while it only tries to play, since pressing it gives up. */
export const pausesOnPress = ({ wanted, state }: ReturnType<AudioPlayer['snapshot']>): boolean =>
  wanted && state !== 'blocked';
