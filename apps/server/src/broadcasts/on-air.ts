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
   * Takes up a show that somebody left open. `isElsewhere`: asked after a while; until then, and if another process carries it, nobody
   * hears of it from here. Without it nobody else can.
   */
  takeUp(broadcast: OpenBroadcast, isElsewhere: (() => Promise<boolean>) | null): void;
  /** Somebody counted hearts of what is on air here. */
  countHearts(stationId: string, hearts: HeartCount): void;
  /** A heart that this process took for what is on air: pages hear of it by itself. */
  noteHeart(stationId: string, heart: CountedHeart): void;
  on(stationId: string): RunningBroadcast | undefined;
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
  /** Shows that were taken up and may be carried by another process. */
  const quiet = new Map<string, Timer>();

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
    journal.begin(show.begun);
    keeper.carry(show);
    log.info({ broadcastId: show.id, station: show.slug }, 'A broadcast began.');
    tell(show, show.live(), true);
    events.emit('began', { ...nameOf(show), startedAt });
  };

  const end = (show: RunningBroadcast): void => {
    const { id, stationId, slug, takenUpAt } = show;
    const last = show.checkpoint();
    show.grace?.cancel();
    running.delete(stationId);
    counters.ended += 1;
    // What was taken up and never heard here may be on air on another server.
    journal.end(show.begun, {
      last: { ...last, ...(takenUpAt && { ifUntouchedSince: takenUpAt }) },
      released: keeper.letGo(stationId),
      onStored: () => events.emit('ended', nameOf(show)),
    });
    log.info({ broadcastId: id, station: slug, peak: last.peak }, 'A broadcast ended.');
    tell(show, null, true);
  };

  const move = (stationId: string, by: BroadcastMove): void => {
    const show = running.get(stationId);
    const outcome = show?.move(by);
    if (!show || outcome === 'same') return;
    if (outcome === 'ended') {
      end(show);
      return;
    }
    journal.checkpoint(show.begun, show.checkpoint());
    keeper.touch(stationId);
    tell(show, show.live(), true);
    if (by === 'source-back') events.emit('continued', nameOf(show));
  };

  const onAir = (event: AudioEvents['on-air']): void => {
    const stationId = event.mountId;
    const show = running.get(stationId);
    if (show?.accountId === event.ownerId) {
      show.grace?.cancel();
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
      if (!isElsewhere) {
        keeper.carry(show);
        tell(show, show.live(), true);
        return;
      }
      const waitsHere = (): boolean => running.get(show.stationId) === show && show.takenUpAt !== null;
      quiet.set(
        show.id,
        clock.after(Math.min(QUIET_MS, graceMs / 2), async () => {
          quiet.delete(show.id);
          const elsewhere = await isElsewhere().catch(() => false);
          if (!waitsHere()) return;
          if (elsewhere) {
            show.grace?.cancel();
            running.delete(show.stationId);
            log.info({ broadcastId: show.id, station: show.slug }, 'A broadcast is carried by another server.');
            return;
          }
          keeper.carry(show);
          tell(show, show.live(), true);
        }),
      );
    },
    countHearts: (stationId, hearts) => {
      const show = running.get(stationId);
      if (show?.countHearts(hearts)) tell(show, show.live(), false);
    },
    noteHeart: (stationId, heart) => {
      const show = running.get(stationId);
      if (show?.id === heart.broadcastId) show.noteHeart(heart);
    },
    on: (stationId) => running.get(stationId),
    get size() {
      return running.size;
    },
    checkpoint: () => {
      // What was taken up and not heard yet may be carried, and stored, by another process.
      for (const show of running.values()) if (!show.takenUpAt) journal.checkpoint(show.begun, show.checkpoint());
    },
    stop: () => {
      for (const show of running.values()) show.grace?.cancel();
      for (const timer of quiet.values()) timer.cancel();
    },
  };
};

const nameOf = ({ id, stationId, slug }: RunningBroadcast) => ({ broadcastId: id, stationId, slug });
