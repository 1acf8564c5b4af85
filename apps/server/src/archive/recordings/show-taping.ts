import type { Clock } from '@livestreamer/clock';
import type { Recorder } from '../../audio/index.ts';
import type { BroadcastName } from '../../broadcasts/index.ts';
import { type Logger, pause, withDeadline } from '../../platform/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { insertRecording, noteFailure, recordingOf, recordsShows } from './recording-store.ts';

/**
 * Which show is taped where:
 *
 *     began      → asks whether the station wants it → taped, and stored as soon as the show itself is
 *     continued  → nothing while it is taped; after a restart it goes on if it had begun
 *     off air    → closed; the end of the show waits for that
 *
 * While the database does not answer a show is taped: what is too much can be deleted, what is missing is lost.
 */
export interface ShowTaping {
  began(show: BroadcastName & { readonly startedAt: Date }): Promise<void>;
  continued(show: BroadcastName): Promise<void>;
  offAir(stationId: string): void;
  /** The audio engine has said in the log what to do about it. */
  failed(broadcastId: string, reason: string): Promise<void>;
  /** Ends when this process writes nothing of it any more, or does not get rid of it in time. */
  closed(broadcastId: string): Promise<void>;
}

interface ShowTapingOptions {
  readonly sql: Sql;
  readonly tape: Pick<Recorder, 'record' | 'stopRecording'>;
  readonly dir: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The show is stored by a queue of its own, normally within milliseconds. What is not stored after this time is when it ends. */
const STORE_ATTEMPTS = 60;
const STORE_AGAIN_MS = 2_000;
const CLOSE_DEADLINE_MS = 5_000;

export const createShowTaping = ({ sql, tape, dir, clock, log }: ShowTapingOptions): ShowTaping => {
  /** What is on air, by station. */
  const onAir = new Map<string, { readonly broadcastId: string; taped: boolean }>();
  const closing = new Map<string, Promise<void>>();

  const isOnAir = (stationId: string, broadcastId: string): boolean =>
    onAir.get(stationId)?.broadcastId === broadcastId;

  const begin = ({ broadcastId, stationId }: { broadcastId: string; stationId: string }): void => {
    const show = onAir.get(stationId);
    if (show?.broadcastId !== broadcastId) return; // over meanwhile
    show.taped = true;
    tape.record(stationId, { dir, name: broadcastId });
  };

  const unlessUnknown = async (question: (db: Db) => Promise<boolean>, broadcastId: string): Promise<boolean> => {
    try {
      return await question(sql);
    } catch (err) {
      log.warn({ err, broadcastId }, 'Whether a show is to be recorded could not be read: it is.');
      return true;
    }
  };

  const store = async ({
    broadcastId,
    stationId,
    beganAt,
  }: {
    broadcastId: string;
    stationId: string;
    beganAt: Date;
  }) => {
    for (let attempt = 1; attempt <= STORE_ATTEMPTS && isOnAir(stationId, broadcastId); attempt += 1) {
      const stored = await insertRecording(sql, { broadcastId, beganAt }).catch(() => false);
      if (stored) return;
      await pause(clock, STORE_AGAIN_MS);
    }
  };

  const take = async (show: BroadcastName, isWanted: (db: Db) => Promise<boolean>, beganAt: Date): Promise<void> => {
    const { broadcastId, stationId } = show;
    onAir.set(stationId, { broadcastId, taped: false });
    if (!(await unlessUnknown(isWanted, broadcastId))) return;
    begin(show);
    await store({ broadcastId, stationId, beganAt });
  };

  return {
    began: (show) => take(show, (db) => recordsShows(db, show.stationId), show.startedAt),
    continued: async (show) => {
      if (isOnAir(show.stationId, show.broadcastId)) return;
      const hadBegun = async (db: Db) => (await recordingOf(db, show.broadcastId))?.state === 'recording';
      await take(show, hadBegun, new Date(clock.now()));
    },
    offAir: (stationId) => {
      const show = onAir.get(stationId);
      onAir.delete(stationId);
      if (!show?.taped) return;
      const { broadcastId } = show;
      const closed = tape
        .stopRecording(stationId)
        .catch((err: unknown) => log.error({ err, broadcastId }, 'A recording could not be closed in order.'))
        .finally(() => closing.delete(broadcastId));
      closing.set(broadcastId, closed);
    },
    failed: async (broadcastId, reason) => {
      await noteFailure(sql, { broadcastId, failure: reason }).catch((err: unknown) =>
        log.warn({ err, broadcastId }, 'That a recording stopped could not be stored.'),
      );
    },
    closed: async (broadcastId) => {
      const late = () => new Error('The recording was not closed in time.');
      const work = async () => closing.get(broadcastId);
      await withDeadline({ clock, ms: CLOSE_DEADLINE_MS, work, late }).catch((err: unknown) =>
        log.warn({ err, broadcastId }, 'A show ends before its recording is closed.'),
      );
    },
  };
};
