import type { Clock } from '@livestreamer/clock';
import type { LiveBroadcast } from '@livestreamer/contracts';
import type { Logger } from '../platform/index.ts';
import type { BroadcastCounters } from './broadcast-counters.ts';
import type { LiveStateStore } from './live-state.ts';

/**
 * Keeps the store equal to what this process carries: a change of state is written at once, figures once a second, everything again
 * every ten seconds. What could not be written is written with the next round; nobody waits for it.
 */
export interface LiveStateKeeper {
  /** `live: null`: off air. */
  keep(stationId: string, live: LiveBroadcast | null, urgent: boolean): void;
  stop(): Promise<void>;
}

interface LiveStateKeeperOptions {
  readonly store: LiveStateStore;
  readonly counters: BroadcastCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

const ROUND_MS = 1_000;
const ROUNDS_TO_ALL = 10;

export const createLiveStateKeeper = ({ store, counters, clock, log }: LiveStateKeeperOptions): LiveStateKeeper => {
  const states = new Map<string, LiveBroadcast | null>();
  const changed = new Set<string>();
  const writing = new Map<string, Promise<void>>();
  let failing = false;
  let rounds = 0;

  const writeNewest = async (stationId: string): Promise<void> => {
    while (changed.delete(stationId)) {
      const live = states.get(stationId);
      if (live) await store.put(stationId, live);
      else {
        await store.remove(stationId);
        if (states.get(stationId) === null) states.delete(stationId);
      }
    }
  };

  /** One write at a time for each station, so that none overtakes a newer one. */
  const write = (stationId: string): void => {
    if (writing.has(stationId)) return;
    const done = writeNewest(stationId)
      .then(() => {
        failing = false;
      })
      .catch((err: unknown) => {
        counters.failedLiveStates += 1;
        changed.add(stationId);
        if (!failing) log.warn({ err }, 'The live state of a broadcast could not be written; trying again.');
        failing = true;
      })
      .finally(() => writing.delete(stationId));
    writing.set(stationId, done);
  };

  const round = clock.every(ROUND_MS, () => {
    rounds += 1;
    if (rounds % ROUNDS_TO_ALL === 0) for (const stationId of states.keys()) changed.add(stationId);
    for (const stationId of changed) write(stationId);
  });

  return {
    keep: (stationId, live, urgent) => {
      states.set(stationId, live);
      changed.add(stationId);
      if (urgent) write(stationId);
    },
    stop: async () => {
      round.cancel();
      for (const stationId of changed) write(stationId);
      await Promise.all(writing.values());
    },
  };
};
