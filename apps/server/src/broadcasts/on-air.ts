import type { Clock, Timer } from '@livestreamer/clock';
import type { LiveBroadcast } from '@livestreamer/contracts';
import type { AudioEvents } from '../audio/index.ts';
import type { Chance, Logger, TypedEvents } from '../platform/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { BroadcastCounters } from './broadcast-counters.ts';
import type { BroadcastEvents, PlannedShow } from './broadcast-events.ts';
import { newBroadcastId } from './broadcast-id.ts';
import type { BroadcastJournal } from './broadcast-journal.ts';
import type { BroadcastMove } from './broadcast-state.ts';
import type { OpenBroadcast } from './broadcast-store.ts';
import type { CountedHeart, HeartCount } from './live-state.ts';
import type { LiveStateKeeper } from './live-state-keeper.ts';
import { createRunningBroadcast, type RunningBroadcast } from './running-broadcast.ts';

/** The shows that this process carries, by station. */
export interface OnAir {
  /** Makes shows out of what the audio engine tells; the returned function stops that. */
  heed(audioEvents: TypedEvents<AudioEvents>): () => void;
  /**
   * Takes up a show that somebody left open. `isElsewhere`: asked after a while, again while it fails; until then, and if another process
   * carries it, nobody hears of it from here. Without it nobody else can.
   */
  takeUp(broadcast: OpenBroadcast, isElsewhere: (() => Promise<boolean>) | null): void;
  /** Somebody counted hearts of what is on air here. */
  countHearts(stationId: string, hearts: HeartCount): void;
  /** A heart that this process took for what is on air: pages hear of it by itself. */
  noteHeart(stationId: string, heart: CountedHeart): void;
  /** What this process carries. */
  on(stationId: string): RunningBroadcast | undefined;
  /** What was taken up and may be carried by another process. */
  doubtfulOn(stationId: string): RunningBroadcast | undefined;
  readonly size: number;
  /** Stores where every show is. */
  checkpoint(): void;
  /** Leaves all shows open for the next process. */
  stop(): void;
}

interface OnAirOptions {
  /** A station that a source was let onto. */
  readonly stationById: (id: string) => StationRecord | undefined;
  readonly journal: BroadcastJournal;
  /** The announced show that the source of this account opens on a station, if there is one. */
  readonly plannedFor: (who: { stationId: string; accountId: string }) => PlannedShow | null;
  readonly keeper: Pick<LiveStateKeeper, 'carry' | 'touch' | 'letGo'>;
  /** A show began, went on after its source was lost, or ended; the end is stored by then. */
  readonly events: TypedEvents<BroadcastEvents>;
  /** What everybody may see of a show changed; `live: null`: it ended. `urgent`: its state, not only its figures. */
  readonly tell: (show: RunningBroadcast, live: LiveBroadcast | null, urgent: boolean) => void;
  /** How long a show that was taken up waits for its source. */
  readonly graceMs: number;
  readonly counters: BroadcastCounters;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** A show whose last sign of life is older is over: what its source sends now is another one. */
const MAX_ABSENCE_MS = 30 * 60_000;
/** A process that carries a show writes it every second; after so long it is known whether one does. */
const QUIET_MS = 4_000;

export const createOnAir = (options: OnAirOptions): OnAir => {
  const { stationById, journal, plannedFor, keeper, events, tell, graceMs, counters, clock, chance, log } = options;
  const running = new Map<string, RunningBroadcast>();
  /** Of shows that were taken up and may be carried by another process, by station: when it is asked whether one does. */
  const doubts = new Map<string, Timer>();
  const noDoubt = (stationId: string): void => {
    doubts.get(stationId)?.cancel();
    doubts.delete(stationId);
  };

  const begin = (station: StationRecord, { ownerId, title }: AudioEvents['on-air']): void => {
    const planned = plannedFor({ stationId: station.id, accountId: ownerId });
    const startedAt = new Date(clock.now());
    const broadcast = {
      id: planned?.broadcastId ?? newBroadcastId(chance),
      stationId: station.id,
      slug: station.slug,
      accountId: ownerId,
      title: planned?.title ?? title ?? station.name,
      startedAt,
      isPlanned: planned !== null,
    };
    const show = createRunningBroadcast({ broadcast, clock });
    running.set(station.id, show);
    counters.started += 1;
    journal.begin(show.begun, () => events.emit('stored', nameOf(show)));
    keeper.carry(show);
    log.info({ broadcastId: show.id, station: show.slug }, 'A broadcast began.');
    tell(show, show.live(), true);
    events.emit('began', { ...nameOf(show), startedAt });
  };

  const end = (show: RunningBroadcast): void => {
    const { id, stationId, slug, takenUpAt } = show;
    const last = show.checkpoint();
    show.grace?.cancel();
    noDoubt(stationId);
    running.delete(stationId);
    counters.ended += 1;
    // What was taken up and never heard here may be on air on another server.
    journal.end(show.begun, {
      last: { ...last, ...(takenUpAt && { ifUntouchedSince: takenUpAt }) },
      released: keeper.letGo(stationId),
      onStored: () => {
        if (takenUpAt && !running.has(stationId)) tell(show, null, true);
        events.emit('ended', nameOf(show));
      },
    });
    log.info({ broadcastId: id, station: slug, peak: last.peak }, 'A broadcast ended.');
    if (!takenUpAt) tell(show, null, true);
  };

  /** Its source came to another server, which began another show: this one is over there, and nobody must hear of it from here any more. */
  const abandon = (show: RunningBroadcast): void => {
    const { id, stationId, slug } = show;
    if (running.get(stationId) !== show || show.live().state === 'live') return;
    running.delete(stationId);
    void keeper.letGo(stationId);
    log.warn({ broadcastId: id, station: slug }, 'A broadcast that waited for its source was ended by another server.');
  };

  const store = (show: RunningBroadcast): void =>
    journal.checkpoint(show.begun, { figures: show.checkpoint(), onOver: () => abandon(show) });

  const move = (stationId: string, by: BroadcastMove): void => {
    const show = running.get(stationId);
    const outcome = show?.move(by);
    if (!show || outcome === 'same') return;
    if (outcome === 'ended') {
      end(show);
      return;
    }
    store(show);
    keeper.touch(stationId);
    tell(show, show.live(), true);
    const what = { broadcastId: show.id, station: show.slug };
    if (by === 'source-lost') log.info({ ...what, graceMs }, 'A broadcast has lost its source, and waits for it.');
    if (by !== 'source-back') return;
    log.info(what, 'The source of a broadcast is back.');
    events.emit('continued', nameOf(show));
  };

  /** Finds out whether another process carries it: whoever does writes it every second. */
  const doubt = (
    show: RunningBroadcast,
    { isElsewhere, carry }: { isElsewhere: () => Promise<boolean>; carry: () => void },
  ): void => {
    const { id, stationId, slug } = show;
    const ask = async (): Promise<void> => {
      const elsewhere = await isElsewhere().catch(() => null);
      if (running.get(stationId) !== show || !doubts.has(stationId)) return;
      if (elsewhere === null) {
        doubt(show, { isElsewhere, carry });
        return;
      }
      noDoubt(stationId);
      if (!elsewhere) {
        carry();
        return;
      }
      show.grace?.cancel();
      running.delete(stationId);
      log.info({ broadcastId: id, station: slug }, 'A broadcast is carried by another server.');
    };
    doubts.set(
      stationId,
      clock.after(Math.min(QUIET_MS, graceMs / 2), () => void ask()),
    );
  };

  const onAir = (event: AudioEvents['on-air']): void => {
    const stationId = event.mountId;
    const show = running.get(stationId);
    if (show?.accountId === event.ownerId) {
      show.grace?.cancel();
      noDoubt(stationId);
      counters.continued += 1;
      keeper.carry(show);
      move(stationId, 'source-back');
      return;
    }
    if (show) end(show);
    const station = stationById(stationId);
    if (station) begin(station, event);
    else log.error({ stationId }, 'A mount is on air whose source was never let in.');
  };

  const onListeners = ({ mountId, listeners }: AudioEvents['listeners']): void => {
    const show = running.get(mountId);
    if (!show) return;
    show.audience.set(listeners);
    tell(show, show.live(), false);
  };

  const onTitle = ({ mountId, title }: AudioEvents['title']): void => {
    const show = running.get(mountId);
    if (!show) return;
    show.setTitle(title);
    keeper.touch(mountId);
    tell(show, show.live(), false);
  };

  return {
    heed: (audioEvents) => {
      const undo = [
        audioEvents.on('on-air', onAir),
        audioEvents.on('source-lost', ({ mountId }) => move(mountId, 'source-lost')),
        audioEvents.on('source-back', ({ mountId }) => move(mountId, 'source-back')),
        audioEvents.on('off-air', ({ mountId, reason }) => {
          if (reason === 'shut-down') running.get(mountId)?.audience.set(0);
          move(mountId, reason);
        }),
        audioEvents.on('listeners', onListeners),
        audioEvents.on('title', onTitle),
      ];
      return () => {
        for (const stop of undo) stop();
      };
    },
    takeUp: (broadcast, isElsewhere) => {
      const show = createRunningBroadcast({ broadcast, clock, before: broadcast });
      if (clock.now() - broadcast.lastSeenAt.getTime() > MAX_ABSENCE_MS) {
        end(show);
        return;
      }
      running.set(show.stationId, show);
      show.grace = clock.after(graceMs, () => move(show.stationId, 'gave-up'));
      log.info({ broadcastId: show.id, station: show.slug }, 'A broadcast waits for its source.');
      const carry = (): void => {
        keeper.carry(show);
        tell(show, show.live(), true);
      };
      if (isElsewhere) doubt(show, { isElsewhere, carry });
      else carry();
    },
    countHearts: (stationId, hearts) => {
      const show = running.get(stationId);
      if (show?.countHearts(hearts)) tell(show, show.live(), false);
    },
    noteHeart: (stationId, heart) => {
      const show = running.get(stationId);
      if (show?.id === heart.broadcastId) show.noteHeart(heart);
    },
    on: (stationId) => (doubts.has(stationId) ? undefined : running.get(stationId)),
    doubtfulOn: (stationId) => (doubts.has(stationId) ? running.get(stationId) : undefined),
    get size() {
      return running.size;
    },
    checkpoint: () => {
      // What was taken up and not heard yet may be carried, and stored, by another process.
      for (const show of running.values()) if (!show.takenUpAt) store(show);
    },
    stop: () => {
      for (const show of running.values()) show.grace?.cancel();
      for (const timer of doubts.values()) timer.cancel();
      doubts.clear();
    },
  };
};

const nameOf = ({ id, stationId, slug }: RunningBroadcast) => ({ broadcastId: id, stationId, slug });
