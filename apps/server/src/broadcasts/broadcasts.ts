import type { Clock, Timer } from '@livestreamer/clock';
import type { LiveBroadcast } from '@livestreamer/contracts';
import type { AudioEvents, SourceGate } from '../audio/index.ts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { type Chance, createTypedEvents, type Logger, type TypedEvents, withDeadline } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { type BroadcastCounters, createBroadcastCounters } from './broadcast-counters.ts';
import { createBroadcastJournal } from './broadcast-journal.ts';
import { broadcastRoutes } from './broadcast-routes.ts';
import { openBroadcasts } from './broadcast-store.ts';
import { createBroadcastWrites } from './broadcast-writes.ts';
import type { LiveStateStore } from './live-state.ts';
import { createLiveStateKeeper } from './live-state-keeper.ts';
import { createOnAir } from './on-air.ts';
import { createSourceGate, type SourceGateOptions } from './source-permit.ts';

/** What is on air on a station changed. `urgent`: its state, not only its figures. */
export interface BroadcastEvents {
  changed: {
    readonly stationId: string;
    /** The station's name in addresses. */
    readonly slug: string;
    /** Null: off air. */
    readonly live: LiveBroadcast | null;
    readonly urgent: boolean;
  };
}

/** Shows: from the first frame to the stored end. */
export interface Broadcasts {
  readonly events: TypedEvents<BroadcastEvents>;
  /** Answers the audio engine who may feed what. */
  readonly sourceGate: SourceGate;
  /** Makes shows out of what the audio engine tells, until `stop`. */
  heed(audioEvents: TypedEvents<AudioEvents>): void;
  /** What is on air on a station, or null. */
  liveOf(stationId: string): LiveBroadcast | null;
  routes(registrar: RouteRegistrar): void;
  report(): Readonly<BroadcastCounters> & { readonly running: number };
  /** Takes up the shows that an earlier process left open. Before the first source is let in. */
  start(): Promise<void>;
  /** Stores the last figures; what runs stays open for the next process. After the audio engine has shut down. */
  stop(): Promise<void>;
}

interface BroadcastsOptions extends Omit<SourceGateOptions, 'onPermit'> {
  readonly sql: Sql;
  readonly liveStates: LiveStateStore;
  /** How long a show that was running when the server stopped waits for its source. */
  readonly graceMs: number;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

const CHECKPOINT_MS = 10_000;
const STOP_DEADLINE_MS = 2_000;

export const createBroadcasts = (options: BroadcastsOptions): Broadcasts => {
  const { sql, liveStates, graceMs, clock, chance, log } = options;
  const counters = createBroadcastCounters();
  const writes = createBroadcastWrites({ counters, clock, log });
  const keeper = createLiveStateKeeper({ store: liveStates, counters, clock, log });
  const events = createTypedEvents<BroadcastEvents>((err) => log.error({ err }, 'A listener of broadcasts failed.'));
  /** Stations that a source was ever let onto: the audio engine knows only their ids. */
  const permitted = new Map<string, StationRecord>();
  const onAir = createOnAir({
    stationById: (id) => permitted.get(id),
    journal: createBroadcastJournal({ sql, writes }),
    tell: ({ stationId, slug }, live, urgent) => {
      keeper.keep(stationId, live, urgent);
      events.emit('changed', { stationId, slug, live, urgent });
    },
    graceMs,
    counters,
    clock,
    chance,
    log,
  });
  let checkpoints: Timer | null = null;
  let stopHeeding = (): void => undefined;

  const heartsOf = async (stationId: string, broadcastId: string): Promise<number> => {
    const live = await liveStates.get(stationId).catch(() => null);
    return live?.broadcastId === broadcastId ? live.hearts : 0;
  };

  return {
    events,
    sourceGate: createSourceGate({ ...options, onPermit: (station) => permitted.set(station.id, station) }),
    heed: (audioEvents) => {
      stopHeeding = onAir.heed(audioEvents);
    },
    liveOf: (stationId) => onAir.on(stationId)?.live() ?? null,
    routes: broadcastRoutes({ sql, runningOn: onAir.on }),
    report: () => ({ running: onAir.size, ...counters }),
    start: async () => {
      for (const broadcast of await openBroadcasts(sql))
        onAir.takeUp(broadcast, await heartsOf(broadcast.stationId, broadcast.id));
      checkpoints = clock.every(CHECKPOINT_MS, onAir.checkpoint);
    },
    stop: async () => {
      stopHeeding();
      checkpoints?.cancel();
      onAir.checkpoint();
      onAir.stop();
      const late = () => new Error('The database did not take the last figures of the broadcasts in time.');
      await withDeadline({ clock, ms: STOP_DEADLINE_MS, work: writes.idle, late }).catch((err: unknown) =>
        log.warn({ err }, 'Some figures of broadcasts may be lost.'),
      );
      writes.stop();
      await keeper.stop();
    },
  };
};
