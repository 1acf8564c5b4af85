import type { Clock } from '@livestreamer/clock';
import type { Logger, TypedEvents } from '../../platform/index.ts';
import type { AudioCounters } from '../audio-counters.ts';
import type { AudioEvents } from '../audio-events.ts';
import type { FrameRun, Taps } from '../sink.ts';
import type { RecordingName } from './recording-names.ts';
import { createRecordingRun, type RecordingFailure } from './recording-run.ts';

/** Writes mounts to disk as they run. What goes wrong with it is said and counted, and never felt on air. */
export interface Recorder {
  /**
   * Writes a mount under this name, from the oldest frame that its ring still has. A recording that is there already goes on; one that runs
   * on this mount under the same name just runs.
   */
  record(mountId: string, recording: RecordingName): void;
  /** Ends when everything is on disk. Also fine when nothing is recorded. */
  stopRecording(mountId: string): Promise<void>;
  stopAll(): Promise<void>;
}

interface RecorderOptions {
  readonly taps: Taps;
  readonly events: TypedEvents<AudioEvents>;
  /** The last seconds of a mount; null: it is off air. */
  readonly pastOf: (mountId: string) => FrameRun | null;
  readonly counters: AudioCounters;
  readonly clock: Clock;
  readonly log: Logger;
  /** So much of the disk stays free. */
  readonly reserveBytes: number;
}

const ADVICE: Readonly<Record<RecordingFailure, string>> = {
  'disk-full':
    'The recording of a show has stopped, because the disk is full or nearly so. The show goes on. Make room in DATA_DIR; the next show is recorded again.',
  io: 'The recording of a show has stopped, because it could not be written. The show goes on. Look after DATA_DIR/recordings; the next show is recorded again.',
};

export const createRecorder = (options: RecorderOptions): Recorder => {
  const { taps, events, pastOf, counters, clock, log, reserveBytes } = options;
  const running = new Map<
    string,
    { readonly name: string; readonly gap: (ms: number) => void; readonly stop: () => Promise<void> }
  >();
  /** When the source of a mount was lost. */
  const lostAtMs = new Map<string, number>();

  events.on('source-lost', ({ mountId }) => lostAtMs.set(mountId, clock.monotonicMs()));
  events.on('source-back', ({ mountId }) => {
    const sinceMs = lostAtMs.get(mountId);
    lostAtMs.delete(mountId);
    if (sinceMs !== undefined) running.get(mountId)?.gap(clock.monotonicMs() - sinceMs);
  });
  events.on('off-air', ({ mountId }) => lostAtMs.delete(mountId));

  /** By name: nobody may write to files that are still being closed. */
  const closing = new Map<string, Promise<void>>();

  const stopRecording = async (mountId: string): Promise<void> => {
    const recording = running.get(mountId);
    if (!recording) return;
    running.delete(mountId);
    const closed = recording.stop().finally(() => closing.delete(recording.name));
    closing.set(recording.name, closed);
    await closed;
  };

  return {
    record: (mountId, recording) => {
      const { name } = recording;
      if (running.get(mountId)?.name === name) return;
      void stopRecording(mountId);
      const run = createRecordingRun({
        recording,
        after: closing.get(name),
        reserveBytes,
        onFailed: (reason, err) => {
          untap();
          log.error({ mountId, recording: name, reason, err }, ADVICE[reason]);
          events.emit('recording-failed', { mountId, name, reason });
        },
        counters,
        clock,
        log,
      });
      const past = pastOf(mountId);
      if (past) run.take(past);
      const untap = taps.add(mountId, run);
      const stop = (): Promise<void> => {
        untap();
        return run.stop();
      };
      running.set(mountId, { name, gap: run.gap, stop });
    },
    stopRecording,
    stopAll: async () => {
      for (const mountId of running.keys()) void stopRecording(mountId);
      await Promise.all(closing.values());
    },
  };
};
