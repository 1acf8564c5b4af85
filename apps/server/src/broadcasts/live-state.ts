import type { LiveBroadcast } from '@livestreamer/contracts';

/**
 * What is on air on each station, where other processes (or the next one) can see it. The process that carries a show
 * writes it whole and again and again, so nothing depends on what was in the store before.
 */
export interface LiveStateStore {
  get(stationId: string): Promise<LiveBroadcast | null>;
  put(stationId: string, live: LiveBroadcast): Promise<void>;
  /** Also fine when nothing is there. */
  remove(stationId: string): Promise<void>;
}

/** For a single process. */
export const createLiveStateStore = (): LiveStateStore => {
  const states = new Map<string, LiveBroadcast>();
  return {
    get: async (stationId) => states.get(stationId) ?? null,
    put: async (stationId, live) => void states.set(stationId, live),
    remove: async (stationId) => void states.delete(stationId),
  };
};
