import type { Clock, Timer } from '@livestreamer/clock';
import type { LiveBroadcast, Track } from '@livestreamer/contracts';
import { type BroadcastAudience, createBroadcastAudience } from './broadcast-audience.ts';
import { type BroadcastMove, nextBroadcastState } from './broadcast-state.ts';
import type { BroadcastCheckpoint, NewBroadcast, OpenBroadcast } from './broadcast-store.ts';
import { createBroadcastTitles } from './broadcast-titles.ts';
import { type CountedHeart, type HeartCount, type LiveState, NO_HEARTS, newerHearts, withHeart } from './live-state.ts';

/** A show that has not ended, in the process that carries it. */
export interface RunningBroadcast {
  readonly id: string;
  readonly stationId: string;
  /** Of the station. */
  readonly slug: string;
  readonly accountId: string;
  readonly audience: BroadcastAudience;
  /** As it was begun, by whichever process. */
  readonly begun: NewBroadcast;
  /** Until its source was heard by this process: the last sign of life that an earlier one stored. */
  readonly takenUpAt: Date | null;
  /** Runs while nobody knows whether the source of an earlier process comes back. */
  grace: Timer | null;
  /** Follows the table in broadcast-state.ts; tells what came of it. */
  move(move: BroadcastMove): 'changed' | 'ended' | 'same';
  /** Something else plays; null: nothing that has a name. */
  setTitle(title: string | null): void;
  /** Whether these are more than were known. */
  countHearts(hearts: HeartCount): boolean;
  noteHeart(heart: CountedHeart): void;
  /** As everybody may see it. */
  live(): LiveBroadcast;
  /** As it is kept while it runs. */
  liveState(): LiveState;
  /** As it is stored. */
  checkpoint(): BroadcastCheckpoint;
}

interface RunningBroadcastOptions {
  readonly broadcast: NewBroadcast & { readonly slug: string };
  readonly clock: Clock;
  /** What an earlier process knew of it; without: it begins now. */
  readonly before?: Pick<OpenBroadcast, 'lastSeenAt' | 'peak' | 'listenerSeconds' | 'hearts' | 'heartMinutes'> & {
    readonly tracklist: readonly Track[];
  };
}

export const createRunningBroadcast = ({ broadcast, clock, before }: RunningBroadcastOptions): RunningBroadcast => {
  const { id, stationId, slug, accountId, title, startedAt, isPlanned } = broadcast;
  const audience = createBroadcastAudience({ clock, ...(before ? { counted: before } : {}) });
  const titles = createBroadcastTitles(before?.tracklist);
  let state: 'live' | 'reconnecting' = before ? 'reconnecting' : 'live';
  let takenUpAt = before?.lastSeenAt ?? null;
  let lostAt = before?.lastSeenAt ?? startedAt;
  let hearts: HeartCount = before ? { total: before.hearts, minutes: before.heartMinutes } : NO_HEARTS;

  const live = (): LiveBroadcast => ({
    broadcastId: id,
    state,
    title,
    nowPlaying: titles.now,
    startedAt: startedAt.toISOString(),
    listeners: audience.listeners,
    hearts: hearts.total,
  });

  return {
    id,
    stationId,
    slug,
    accountId,
    audience,
    begun: { id, stationId, accountId, title, startedAt, isPlanned },
    get takenUpAt() {
      return takenUpAt;
    },
    grace: null,
    move: (move) => {
      const next = nextBroadcastState(state, move);
      if (next === state) return 'same';
      if (next !== 'live' && next !== 'reconnecting') return 'ended';
      if (next === 'reconnecting') lostAt = new Date(clock.now());
      state = next;
      takenUpAt = null;
      return 'changed';
    },
    setTitle: (now) => titles.set(now, clock.now() - startedAt.getTime()),
    countHearts: (counted) => {
      const isMore = counted.total > hearts.total;
      hearts = newerHearts(hearts, counted);
      return isMore;
    },
    noteHeart: (heart) => {
      hearts = withHeart(hearts, heart);
    },
    live,
    liveState: () => ({
      stationId,
      live: live(),
      peak: audience.peak,
      listenerSeconds: audience.listenerSeconds,
      tracklist: titles.tracklist,
      hearts,
    }),
    checkpoint: () => ({
      id,
      state,
      lastSeenAt: state === 'live' ? new Date(clock.now()) : lostAt,
      peak: audience.peak,
      listenerSeconds: audience.listenerSeconds,
      hearts: hearts.total,
      heartMinutes: hearts.minutes,
      tracklist: titles.tracklist,
    }),
  };
};
