import type { Logger } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { isMeasured, saveMeasures } from './recording-store.ts';

/** What is found out by listening to all of a recording. */
export interface Measures {
  /** Null: too short, or silent. */
  readonly loudnessLufs: number | null;
  readonly peaks: Uint8Array;
  readonly stepMs: number;
}

/** Hours of audio take minutes: one at a time, in the background. */
export interface RecordingMeasuring {
  /** `measured`: there is nothing to do. `under-way`: ask again later, for this process may die. */
  ensure(broadcastId: string): Promise<'measured' | 'under-way'>;
  /** Gives up what is under way; whoever asks next begins it again. */
  stop(): Promise<void>;
}

interface RecordingMeasuringOptions {
  readonly sql: Sql;
  readonly measure: (broadcastId: string, signal: AbortSignal) => Promise<Measures>;
  readonly onChanged: (broadcastId: string) => Promise<void>;
  readonly log: Logger;
}

export const createRecordingMeasuring = ({
  sql,
  measure,
  onChanged,
  log,
}: RecordingMeasuringOptions): RecordingMeasuring => {
  const underWay = new Set<string>();
  /** What cannot be measured is so at every attempt, and plays all the same; kept until the job looks again. */
  const unmeasurable = new Set<string>();
  const stopping = new AbortController();
  let last: Promise<void> = Promise.resolve();

  const run = async (broadcastId: string): Promise<void> => {
    if (stopping.signal.aborted) return;
    try {
      const measures = await measure(broadcastId, stopping.signal);
      await saveMeasures(sql, { broadcastId, ...measures });
      await onChanged(broadcastId);
    } catch (err) {
      if (stopping.signal.aborted) return;
      unmeasurable.add(broadcastId);
      log.warn(
        { err, broadcastId },
        'A recording could not be measured: it has no loudness and no outline, and plays.',
      );
    } finally {
      underWay.delete(broadcastId);
    }
  };

  return {
    ensure: async (broadcastId) => {
      if (underWay.has(broadcastId)) return 'under-way';
      if (unmeasurable.delete(broadcastId) || (await isMeasured(sql, broadcastId))) return 'measured';
      underWay.add(broadcastId);
      last = last.then(() => run(broadcastId));
      return 'under-way';
    },
    stop: async () => {
      stopping.abort();
      await last;
    },
  };
};
