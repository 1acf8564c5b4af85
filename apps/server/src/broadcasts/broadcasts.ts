import type { Clock, Timer } from '@livestreamer/clock';
import type { LiveBroadcast } from '@livestreamer/contracts';
import type { AudioEvents, SourceGate } from '../audio/index.ts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { type Chance, createTypedEvents, type Logger, type TypedEvents, withDeadline } from '../platform/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { type BroadcastCounters, createBroadcastCounters } from './broadcast-counters.ts';
import type { BroadcastEvents, PlannedShow } from './broadcast-events.ts';
import { createBroadcastJournal } from './broadcast-journal.ts';
import {
  type BroadcastRoutesOptions,
  broadcastRoutes,
  createBroadcastDescription,
  type DescribeBroadcast,
} from './broadcast-routes.ts';
import { openBroadcasts } from './broadcast-store.ts';
import { createBroadcastWrites } from './broadcast-writes.ts';
import { type HeartRoutesOptions, heartRoutes } from './heart-routes.ts';
import type { CountedHeart, LiveStateStore } from './live-state.ts';
import { createLiveStateKeeper } from './live-state-keeper.ts';
import { createOnAir } from './on-air.ts';
import { createPlannedPermits } from './planned-permits.ts';
import { createSourceGate, type SourceGateOptions } from './source-permit.ts';

/** Shows: from the first frame to the stored end. */
export interface Broadcasts {
  readonly events: TypedEvents<BroadcastEvents>;
  /** Answers the audio engine who may feed what. */
  readonly sourceGate: SourceGate;
  /** Makes shows out of what the audio engine tells, until `stop`. */
  heed(audioEvents: TypedEvents<AudioEvents>): void;
  /** What this process carries on a station; null also for a show that another may carry. */
  liveOf(stationId: string): LiveBroadcast | null;
  /** What is on air on a station, whichever process carries it. */
  onAirNow(stationId: string): Promise<LiveBroadcast | null>;
  readonly describe: DescribeBroadcast;
  routes(registrar: RouteRegistrar): void;
  report(): Readonly<BroadcastCounters> & { readonly running: number };
  /** Takes up the shows that an earlier process left open. Before the first source is let in. */
  start(): Promise<void>;
  /** Stores the last figures; what runs stays open for the next process. After the audio engine has shut down. */
  stop(): Promise<void>;
}

export interface BroadcastsOptions
  extends Omit<SourceGateOptions, 'onPermit'>,
    Omit<HeartRoutesOptions, 'addHeart' | 'stationByName'>,
    Pick<BroadcastRoutesOptions, 'extrasOf'> {
  readonly sql: Sql;
  readonly liveStates: LiveStateStore;
  /** The announced show whose time it is, for its broadcaster. */
  readonly plannedFor: (who: { stationId: string; accountId: string; atMs: number }) => Promise<PlannedShow | null>;
  /** What else belongs into the transaction in which a show ends. */
  readonly onEnding: (tx: Db, show: { broadcastId: string; stationId: string }) => Promise<void>;
  /** Hears of every heart, for the pages of that station. */
  readonly onHeart: (station: StationRecord, heart: CountedHeart) => void;
  /** How long a show that was running when the server stopped waits for its source. */
  readonly graceMs: number;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

const CHECKPOINT_MS = 10_000;
const STOP_DEADLINE_MS = 2_000;

export const createBroadcasts = (options: BroadcastsOptions): Broadcasts => {
  const { sql, liveStates, stationByName, onHeart, graceMs, clock, chance, log } = options;
  const counters = createBroadcastCounters();
  const writes = createBroadcastWrites({ counters, clock, log });
  const events = createTypedEvents<BroadcastEvents>((err) => log.error({ err }, 'A listener of broadcasts failed.'));
  const keeper = createLiveStateKeeper({
    store: liveStates,
    onHearts: (stationId, hearts) => onAir.countHearts(stationId, hearts),
    counters,
    clock,
    log,
  });
  /** Stations that a source was ever let onto: the audio engine knows only their ids. */
  const permitted = new Map<string, StationRecord>();
  const planned = createPlannedPermits({ plannedFor: options.plannedFor, clock, log });
  const onAir = createOnAir({
    stationById: (id) => permitted.get(id),
    journal: createBroadcastJournal({ sql, writes, liveStates, onEnding: options.onEnding, log }),
    plannedFor: planned.take,
    keeper,
    events,
    tell: ({ stationId, slug }, live, urgent) => events.emit('changed', { stationId, slug, live, urgent }),
    graceMs,
    counters,
    clock,
    chance,
    log,
  });
  const describe = createBroadcastDescription({ sql, runningOn: onAir.on, extrasOf: options.extrasOf });
  let checkpoints: Timer | null = null;
  let stopHeeding = (): void => undefined;

  const liveOf = (stationId: string): LiveBroadcast | null => onAir.on(stationId)?.live() ?? null;

  /** Asks whether another process has written a show since the first time this was asked. */
  const elsewhereOf = (broadcastId: string): (() => Promise<boolean>) => {
    let first: number | null | undefined;
    return async () => {
      const newest = await liveStates.writtenAt(broadcastId);
      if (first === undefined) first = newest;
      return newest !== null && newest !== first;
    };
  };

  const addHeart = async (station: StationRecord): Promise<CountedHeart | null> => {
    const heart = await liveStates.addHeart(station.id);
    if (!heart) return null;
    onAir.noteHeart(station.id, heart);
    onHeart(station, heart);
    return heart;
  };

  return {
    events,
    sourceGate: createSourceGate({
      ...options,
      onPermit: async (station, accountId) => {
        permitted.set(station.id, station);
        await planned.look({ stationId: station.id, accountId });
      },
    }),
    heed: (audioEvents) => {
      stopHeeding = onAir.heed(audioEvents);
    },
    liveOf,
    onAirNow: async (stationId) =>
      liveOf(stationId) ??
      (await liveStates.get(stationId).catch((err: unknown) => {
        log.debug({ err }, 'What other servers have on air could not be read.');
        return null;
      })) ??
      onAir.doubtfulOn(stationId)?.live() ??
      null,
    describe,
    routes: (registrar) => {
      broadcastRoutes(describe)(registrar);
      heartRoutes({ ...options, addHeart, stationByName })(registrar);
    },
    report: () => ({ running: onAir.size, ...counters }),
    start: async () => {
      for (const broadcast of await openBroadcasts(sql)) {
        const isElsewhere = liveStates.isShared ? elsewhereOf(broadcast.id) : null;
        await isElsewhere?.().catch(() => undefined);
        onAir.takeUp(broadcast, isElsewhere);
      }
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
