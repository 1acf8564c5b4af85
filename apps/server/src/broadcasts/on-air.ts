import type { Clock } from '@livestreamer/clock';
import type { LiveBroadcast } from '@livestreamer/contracts';
import type { AudioEvents } from '../audio/index.ts';
import type { Chance, Logger, TypedEvents } from '../platform/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { BroadcastCounters } from './broadcast-counters.ts';
import { newBroadcastId } from './broadcast-id.ts';
import type { BroadcastJournal } from './broadcast-journal.ts';
import type { BroadcastMove } from './broadcast-state.ts';
import type { OpenBroadcast } from './broadcast-store.ts';
import { createRunningBroadcast, type RunningBroadcast } from './running-broadcast.ts';

/** The shows that this process carries, by station. */
export interface OnAir {
  /** Makes shows out of what the audio engine tells; the returned function stops that. */
  heed(audioEvents: TypedEvents<AudioEvents>): () => void;
  /** Takes up a show that an earlier process left open. */
  takeUp(broadcast: OpenBroadcast, hearts: number): void;
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

export const createOnAir = (options: OnAirOptions): OnAir => {
  const { stationById, journal, tell, graceMs, counters, clock, chance, log } = options;
  const running = new Map<string, RunningBroadcast>();

  const begin = (station: StationRecord, { ownerId, title }: AudioEvents['on-air']): void => {
    const broadcast = {
      id: newBroadcastId(chance),
      stationId: station.id,
      slug: station.slug,
      accountId: ownerId,
      title: title ?? station.name,
      startedAt: new Date(clock.now()),
    };
    const show = createRunningBroadcast({ broadcast, clock });
    running.set(station.id, show);
    counters.started += 1;
    journal.begin(broadcast);
    log.info({ broadcastId: show.id, station: show.slug }, 'A broadcast began.');
    tell(show, show.live(), true);
  };

  const end = (show: RunningBroadcast): void => {
    const { id, stationId, slug, takenUpAt } = show;
    const last = show.checkpoint();
    show.grace?.cancel();
    running.delete(stationId);
    counters.ended += 1;
    // What was taken up and never heard here may be on air on another server.
    journal.end(show.begun, { ...last, ...(takenUpAt && { ifUntouchedSince: takenUpAt }) });
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
    tell(show, show.live(), true);
  };

  const onAir = (event: AudioEvents['on-air']): void => {
    const stationId = event.mountId;
    const show = running.get(stationId);
    if (show?.accountId === event.ownerId) {
      show.grace?.cancel();
      counters.continued += 1;
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
      ];
      return () => {
        for (const stop of undo) stop();
      };
    },
    takeUp: (broadcast, hearts) => {
      const show = createRunningBroadcast({ broadcast, clock, before: { ...broadcast, hearts } });
      if (clock.now() - broadcast.lastSeenAt.getTime() > MAX_ABSENCE_MS) {
        end(show);
        return;
      }
      running.set(show.stationId, show);
      show.grace = clock.after(graceMs, () => move(show.stationId, 'gave-up'));
      log.info({ broadcastId: show.id, station: show.slug }, 'A broadcast waits for its source.');
      tell(show, show.live(), true);
    },
    on: (stationId) => running.get(stationId),
    get size() {
      return running.size;
    },
    checkpoint: () => {
      for (const show of running.values()) journal.checkpoint(show.begun, show.checkpoint());
    },
    stop: () => {
      for (const show of running.values()) show.grace?.cancel();
    },
  };
};
