import type { Clock } from '@livestreamer/clock';
import type { LiveBroadcast, Track } from '@livestreamer/contracts';

/** The hearts of a show: all, and by the minute since its beginning. */
export interface HeartCount {
  readonly total: number;
  readonly minutes: readonly number[];
}

/** A running show as the process that carries it knows it. Its hearts are counted in the store, by whichever process takes one. */
export interface LiveState {
  readonly stationId: string;
  readonly live: LiveBroadcast;
  readonly peak: number;
  readonly listenerSeconds: number;
  readonly tracklist: readonly Track[];
  /** As last heard from the store. */
  readonly hearts: HeartCount;
}

/** A heart that was counted. */
export interface CountedHeart {
  readonly broadcastId: string;
  /** Of the show, with this one. */
  readonly total: number;
  /** Of the show. */
  readonly minute: number;
}

/**
 * All that runs, where other processes (or the next one) can see it. The process that carries a show writes it whole and again and
 * again, so nothing depends on what was in the store before; hearts alone are counted here.
 */
export interface LiveStateStore {
  /** Whether other processes may write here too. */
  readonly isShared: boolean;
  /** What is on air on a station, with the newest hearts; null when nothing is, or only what was closed. */
  get(stationId: string): Promise<LiveBroadcast | null>;
  /** Writes a show, and puts its hearts back where the store has forgotten them. From now on it takes hearts. Gives the newest ones. */
  keep(state: LiveState): Promise<HeartCount>;
  /** Counts one for what is on air; null when nothing is, or takes no more. */
  addHeart(stationId: string): Promise<CountedHeart | null>;
  /** What was counted; null when nothing is known of it. */
  hearts(broadcastId: string): Promise<HeartCount | null>;
  /** When a show was last written, in ms; null when nothing is known of it. */
  writtenAt(broadcastId: string): Promise<number | null>;
  /** Takes no more hearts for this show, and gives what was counted; null when nothing is known of it. */
  close(broadcastId: string): Promise<HeartCount | null>;
  /** Also fine when nothing is there, or when the station is on air with another show by now. */
  remove(show: { stationId: string; broadcastId: string }): Promise<void>;
}

/** The last minute that hearts are told apart in; a show that goes on after that counts them all there. */
const LAST_MINUTE = 7 * 24 * 60 - 1;

/** The minute of a show that a moment belongs to. */
export const minuteOf = (startedAt: string, nowMs: number): number =>
  Math.min(LAST_MINUTE, Math.max(0, Math.floor((nowMs - Date.parse(startedAt)) / 60_000)));

/** Of two counts of one show the newer one: hearts are never taken back. */
export const newerHearts = (one: HeartCount, other: HeartCount): HeartCount => (other.total >= one.total ? other : one);

/** The count with this heart, and with those before it that were not heard of; they came in the same minute, or nearly. */
export const withHeart = (
  { total: known, minutes }: HeartCount,
  { total, minute }: Pick<CountedHeart, 'total' | 'minute'>,
): HeartCount => {
  if (total <= known) return { total: known, minutes };
  const length = Math.max(minute + 1, minutes.length);
  const counted = Array.from({ length }, (_, at) => (minutes[at] ?? 0) + (at === minute ? total - known : 0));
  return { total, minutes: counted };
};

export const NO_HEARTS: HeartCount = { total: 0, minutes: [] };

interface Entry {
  state: LiveState;
  hearts: HeartCount;
  closed: boolean;
}

/** For a single process. */
export const createLiveStateStore = ({ clock }: { clock: Pick<Clock, 'now'> }): LiveStateStore => {
  const shows = new Map<string, Entry>();
  /** By station. */
  const onAir = new Map<string, string>();
  const on = (stationId: string): Entry | undefined => shows.get(onAir.get(stationId) ?? '');

  return {
    isShared: false,
    get: async (stationId) => {
      const entry = on(stationId);
      return entry && !entry.closed ? { ...entry.state.live, hearts: entry.hearts.total } : null;
    },
    keep: async (state) => {
      const { broadcastId } = state.live;
      const entry = shows.get(broadcastId) ?? { state, hearts: state.hearts, closed: false };
      entry.state = state;
      entry.closed = false;
      entry.hearts = newerHearts(state.hearts, entry.hearts);
      shows.set(broadcastId, entry);
      onAir.set(state.stationId, broadcastId);
      return entry.hearts;
    },
    addHeart: async (stationId) => {
      const entry = on(stationId);
      if (!entry || entry.closed) return null;
      const { broadcastId, startedAt } = entry.state.live;
      const minute = minuteOf(startedAt, clock.now());
      const heart = { broadcastId, total: entry.hearts.total + 1, minute };
      entry.hearts = withHeart(entry.hearts, heart);
      return heart;
    },
    hearts: async (broadcastId) => shows.get(broadcastId)?.hearts ?? null,
    writtenAt: async () => null,
    close: async (broadcastId) => {
      const entry = shows.get(broadcastId);
      if (!entry) return null;
      entry.closed = true;
      return entry.hearts;
    },
    remove: async ({ stationId, broadcastId }) => {
      shows.delete(broadcastId);
      if (onAir.get(stationId) === broadcastId) onAir.delete(stationId);
    },
  };
};
