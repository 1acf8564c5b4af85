import type { Clock } from '@livestreamer/clock';
import type { Logger } from '../platform/index.ts';
import type { BroadcastCounters } from './broadcast-counters.ts';
import type { HeartCount, LiveState, LiveStateStore } from './live-state.ts';

/**
 * Keeps the store equal to what this process carries, and this process with the hearts that others took: everything once a second, a change
 * of state at once. What could not be written is written with the next round; nobody waits for it.
 */
export interface LiveStateKeeper {
  /** From now on a show is written. */
  carry(show: CarriedShow): void;
  /** Its state changed. */
  touch(stationId: string): void;
  /** A show is not written any more, from the moment on that this resolves. */
  letGo(stationId: string): Promise<void>;
  /** Writes everything once more, and ends. */
  stop(): Promise<void>;
}

/** A running show. */
export interface CarriedShow {
  readonly stationId: string;
  liveState(): LiveState;
}

interface LiveStateKeeperOptions {
  readonly store: Pick<LiveStateStore, 'keep'>;
  /** What the store has counted for a show. */
  readonly onHearts: (stationId: string, hearts: HeartCount) => void;
  readonly counters: BroadcastCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

const ROUND_MS = 1_000;

export const createLiveStateKeeper = (options: LiveStateKeeperOptions): LiveStateKeeper => {
  const { store, onHearts, counters, clock, log } = options;
  const shows = new Map<string, CarriedShow>();
  /** Written now, by station; `again`: something changed meanwhile. */
  const writing = new Map<string, { again: boolean; done: Promise<void> }>();
  let failing = false;

  const writeNewest = async (stationId: string): Promise<void> => {
    const show = shows.get(stationId);
    if (!show) return;
    try {
      const hearts = await store.keep(show.liveState());
      failing = false;
      if (shows.get(stationId) === show) onHearts(stationId, hearts);
    } catch (err) {
      counters.failedLiveStates += 1;
      if (!failing) log.warn({ err }, 'The live state of a broadcast could not be written; trying again.');
      failing = true;
    }
  };

  /** One write at a time for each station, so that none overtakes a newer one. */
  const write = (stationId: string, { isChange }: { isChange: boolean }): void => {
    const current = writing.get(stationId);
    if (current) {
      current.again ||= isChange;
      return;
    }
    const done = writeNewest(stationId).then(() => {
      const again = writing.get(stationId)?.again ?? false;
      writing.delete(stationId);
      if (again && !failing) write(stationId, { isChange: true });
    });
    writing.set(stationId, { again: false, done });
  };

  const round = clock.every(ROUND_MS, () => {
    for (const stationId of shows.keys()) write(stationId, { isChange: false });
  });

  const settled = async (stationId: string): Promise<void> => {
    for (let current = writing.get(stationId); current; current = writing.get(stationId)) await current.done;
  };

  return {
    carry: (show) => {
      shows.set(show.stationId, show);
      write(show.stationId, { isChange: true });
    },
    touch: (stationId) => write(stationId, { isChange: true }),
    letGo: async (stationId) => {
      shows.delete(stationId);
      await settled(stationId);
    },
    stop: async () => {
      round.cancel();
      for (const stationId of shows.keys()) write(stationId, { isChange: true });
      await Promise.all([...writing.keys()].map(settled));
    },
  };
};
