import type { Clock, Timer } from '@livestreamer/clock';
import { LIMITS, type LiveBroadcast } from '@livestreamer/contracts';
import { createCell, type Store } from '../../../lib/store.ts';

/** The pause after a heart. */
export interface HeartRest {
  readonly lengthMs: number;
  /** By the monotonic clock. */
  readonly endsAtMs: number;
}

export interface OwnHeart {
  readonly rest: HeartRest | null;
  /** What the count must be since the last heart from here; the room's news may not have it yet. Null: nothing was given. */
  readonly atLeast: { readonly broadcastId: string; readonly hearts: number } | null;
}

/**
 * The hearts that this browser gives on one station. It outlives the page: whoever comes back finds the button at rest still.
 *
 * | what happens      | button                     | count                      |
 * | ----------------- | -------------------------- | -------------------------- |
 * | pressed           | rests                      | one more at once           |
 * | the server took it| rests on                   | stays; news only add to it |
 * | refused, too often| rests as the server says   | without this one           |
 * | failed            | is given back              | without this one           |
 */
export interface OwnHearts extends Store<OwnHeart> {
  pressed(live: LiveBroadcast): void;
  /** `restMs`: what the server said, or null where it did not. */
  refused(restMs: number | null): void;
  failed(): void;
}

/** By slug, one object each. */
export interface OwnHeartsBySlug {
  of(slug: string): OwnHearts;
}

export const createOwnHearts = (clock: Clock): OwnHeartsBySlug => {
  const stations = new Map<string, OwnHearts>();
  return {
    of: (slug) => {
      const hearts = stations.get(slug) ?? createStationHearts(clock);
      stations.set(slug, hearts);
      return hearts;
    },
  };
};

const createStationHearts = (clock: Clock): OwnHearts => {
  const cell = createCell<OwnHeart>({ rest: null, atLeast: null });
  let timer: Timer | null = null;
  /** What was so before the last press. */
  let before: OwnHeart['atLeast'] = null;

  const set = (lengthMs: number, atLeast: OwnHeart['atLeast']): void => {
    timer?.cancel();
    timer = lengthMs > 0 ? clock.after(lengthMs, () => cell.set({ ...cell.snapshot(), rest: null })) : null;
    const rest = lengthMs > 0 ? { lengthMs, endsAtMs: clock.monotonicMs() + lengthMs } : null;
    cell.set({ rest, atLeast });
  };

  return {
    snapshot: cell.snapshot,
    subscribe: cell.subscribe,
    pressed: (live) => {
      before = cell.snapshot().atLeast;
      set(LIMITS.heartRestMs, { broadcastId: live.broadcastId, hearts: heartsOf(live, before) + 1 });
    },
    refused: (restMs) => set(restMs ?? LIMITS.heartRestMs, before),
    failed: () => set(0, before),
  };
};

/** How many hearts a broadcast has, as far as anybody here knows. */
export const heartsOf = (live: LiveBroadcast, atLeast: OwnHeart['atLeast']): number =>
  atLeast?.broadcastId === live.broadcastId ? Math.max(live.hearts, atLeast.hearts) : live.hearts;
