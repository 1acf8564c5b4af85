import type { Clock } from '@livestreamer/clock';
import type { Logger, TypedEvents } from '../../platform/index.ts';
import type { AudioCounters } from '../audio-counters.ts';
import type { AudioEvents } from '../audio-events.ts';
import type { FrameRun, Taps } from '../sink.ts';
import type { RecordingName } from './recording-names.ts';
import { createRecordingRun, type RecordingFailure } from './recording-run.ts';
import type { DiskReserve } from './recording-writer.ts';

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
  /** Recordings that are being written now. */
  readonly running: number;
}

interface RecorderOptions {
  readonly taps: Taps;
  readonly events: TypedEvents<AudioEvents>;
  /** The last seconds of a mount; null: it is off air. */
  readonly pastOf: (mountId: string) => FrameRun | null;
  readonly counters: AudioCounters;
  readonly clock: Clock;
  readonly log: Logger;
  readonly reserve: DiskReserve;
}

const ADVICE: Readonly<Record<RecordingFailure, string>> = {
  'disk-full':
    'The recording of a show has stopped, because the disk is full or nearly so. The show goes on. Make room in DATA_DIR; the next show is recorded again.',
  io: 'The recording of a show has stopped, because it could not be written. The show goes on. Look after DATA_DIR/recordings; the next show is recorded again.',
};

export const createRecorder = (options: RecorderOptions): Recorder => {
  const { taps, events, pastOf, counters, clock, log, reserve } = options;
  const running = new Map<
    string,
    { readonly name: string; readonly sourceLost: () => void; readonly stop: () => Promise<void> }
  >();

  /** Mounts whose recording ended before them. */
  const failed = new Set<string>();

  /** Mounts whose source is away. */
  const lost = new Set<string>();

  events.on('source-lost', ({ mountId }) => {
    lost.add(mountId);
    running.get(mountId)?.sourceLost();
  });
  // A recording is not told when it is back: the first frames come before the word of it.
  events.on('source-back', ({ mountId }) => lost.delete(mountId));
  events.on('off-air', ({ mountId }) => lost.delete(mountId));

  /** By name: nobody may write to files that are still being closed. */
  const closing = new Map<string, Promise<void>>();

  const stopRecording = async (mountId: string): Promise<void> => {
    const recording = running.get(mountId);
    if (!recording) return;
    running.delete(mountId);
    failed.delete(mountId);
    const { name } = recording;
    const closed = recording.stop().finally(() => {
      if (closing.get(name) === closed) closing.delete(name);
    });
    closing.set(name, closed);
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
        reserve,
        onFailed: (reason, err) => {
          untap();
          if (running.get(mountId)?.name === name) failed.add(mountId);
          log.error({ mountId, recording: name, reason, err }, ADVICE[reason]);
          events.emit('recording-failed', { mountId, name, reason });
        },
        counters,
        clock,
        log,
      });
      const past = pastOf(mountId);
      if (past) run.take(past);
      if (lost.has(mountId)) run.sourceLost();
      const untap = taps.add(mountId, run);
      const stop = (): Promise<void> => {
        untap();
        return run.stop();
      };
      running.set(mountId, { name, sourceLost: run.sourceLost, stop });
    },
    stopRecording,
    get running() {
      return running.size - failed.size;
    },
    stopAll: async () => {
      for (const mountId of running.keys()) void stopRecording(mountId);
      await Promise.all(closing.values());
    },
  };
};
