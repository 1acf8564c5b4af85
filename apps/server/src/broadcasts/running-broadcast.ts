import type { Clock, Timer } from '@livestreamer/clock';
import type { LiveBroadcast } from '@livestreamer/contracts';
import { type BroadcastAudience, createBroadcastAudience } from './broadcast-audience.ts';
import { type BroadcastMove, nextBroadcastState } from './broadcast-state.ts';
import type { BroadcastCheckpoint, NewBroadcast, OpenBroadcast } from './broadcast-store.ts';

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
  /** As everybody may see it. */
  live(): LiveBroadcast;
  /** As it is stored. */
  checkpoint(): BroadcastCheckpoint;
}

interface RunningBroadcastOptions {
  readonly broadcast: NewBroadcast & { readonly slug: string };
  readonly clock: Clock;
  /** What an earlier process knew of it; without: it begins now. */
  readonly before?: Pick<OpenBroadcast, 'lastSeenAt' | 'peak' | 'listenerSeconds'> & { readonly hearts: number };
}

export const createRunningBroadcast = ({ broadcast, clock, before }: RunningBroadcastOptions): RunningBroadcast => {
  const { id, stationId, slug, accountId, title, startedAt } = broadcast;
  const audience = createBroadcastAudience({ clock, ...(before ? { counted: before } : {}) });
  let state: 'live' | 'reconnecting' = before ? 'reconnecting' : 'live';
  let takenUpAt = before?.lastSeenAt ?? null;
  let lostAt = before?.lastSeenAt ?? startedAt;

  return {
    id,
    stationId,
    slug,
    accountId,
    audience,
    begun: { id, stationId, accountId, title, startedAt },
    get takenUpAt() {
      return takenUpAt;
    },
    grace: null,
    move: (move) => {
      const next = nextBroadcastState(state, move);
      if (next === 'ended') return 'ended';
      if (next === state) return 'same';
      if (next === 'reconnecting') lostAt = new Date(clock.now());
      state = next;
      takenUpAt = null;
      return 'changed';
    },
    live: () => ({
      broadcastId: id,
      state,
      title,
      startedAt: startedAt.toISOString(),
      listeners: audience.listeners,
      hearts: before?.hearts ?? 0,
    }),
    checkpoint: () => ({
      id,
      state,
      lastSeenAt: state === 'live' ? new Date(clock.now()) : lostAt,
      peak: audience.peak,
      listenerSeconds: audience.listenerSeconds,
    }),
  };
};
