import { mkdir } from 'node:fs/promises';
import type { Clock } from '@livestreamer/clock';
import type { Logger } from '../../platform/index.ts';
import type { AudioCounters } from '../audio-counters.ts';
import type { FrameRun, Sink } from '../sink.ts';
import type { RecordingName } from './recording-names.ts';
import { createRecordingWriter, DiskFull, type RecordingWriter } from './recording-writer.ts';
import { readStoredRecording } from './stored-recording.ts';

/** Why a recording ended before its show. */
export type RecordingFailure = 'disk-full' | 'io';

/** One recording while its mount is on air. */
export interface RecordingRun extends Sink {
  /** The source was away for so long. */
  gap(ms: number): void;
  /** Ends when everything is on disk. Never fails: what goes wrong is told like everything else. */
  stop(): Promise<void>;
}

interface RecordingRunOptions {
  readonly recording: RecordingName;
  /** An earlier run closes the same files until then. */
  readonly after: Promise<void> | undefined;
  readonly reserveBytes: number;
  readonly onFailed: (why: RecordingFailure, err: unknown) => void;
  readonly counters: AudioCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What a crash may cost. */
const FLUSH_MS = 1_000;
/** What a power cut may cost, in flushes: waking the disk each second would wear it out. */
const FLUSHES_A_SYNC = 10;
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

export const createRecordingRun = (options: RecordingRunOptions): RecordingRun => {
  const { recording, after, reserveBytes, onFailed, counters, clock, log } = options;
  let writer: RecordingWriter | null = null;
  /** What came before the files were open. */
  let early: FrameRun[] = [];
  let earlyBytes = 0;
  let earlyGapMs = 0;
  let droppedUs = 0;
  let flushes = 0;
  let isOver = false;
  let isBusy = false;

  const drop = (run: FrameRun): void => {
    if (droppedUs === 0)
      log.warn({ recording: recording.name }, 'The disk is too slow for a recording; a piece of it is missing.');
    counters.droppedRecordingFrames += run.frames.length;
    droppedUs += durationUsOf(run) || 1;
  };

  const write = (to: RecordingWriter, run: FrameRun): void => {
    if (!to.take(run)) {
      drop(run);
      return;
    }
    counters.recordedBytes += bytesOf(run);
    if (droppedUs === 0) return;
    to.gap(droppedUs / 1_000);
    droppedUs = 0;
  };

  const fail = (err: unknown): void => {
    if (isOver) return;
    isOver = true;
    round.cancel();
    early = [];
    void writer?.abandon();
    writer = null;
    counters.failedRecordings += 1;
    onFailed(isDiskFull(err) ? 'disk-full' : 'io', err);
  };

  const open = async (): Promise<void> => {
    await after;
    await mkdir(recording.dir, { recursive: true });
    const stored = await readStoredRecording(recording);
    const opened = createRecordingWriter({ recording, stored, reserveBytes, mostWaitingBytes: MOST_WAITING_BYTES });
    if (stored) opened.gap(Math.max(0, clock.now() - stored.writtenAtMs));
    else if (earlyGapMs > 0) opened.gap(earlyGapMs);
    for (const run of early.splice(0)) write(opened, run);
    writer = opened;
    await opened.flush();
  };

  const flush = async (): Promise<void> => {
    flushes += 1;
    if (flushes % FLUSHES_A_SYNC === 0) await writer?.flushToDisk();
    else await writer?.flush();
  };

  /** One piece of work at a time. */
  const doWork = (work: () => Promise<void>): Promise<void> => {
    isBusy = true;
    return work()
      .catch(fail)
      .finally(() => {
        isBusy = false;
      });
  };

  const round = clock.every(FLUSH_MS, () => {
    if (!isBusy) current = doWork(flush);
  });
  let current = doWork(open);

  return {
    take: (run) => {
      if (isOver) return;
      if (writer) write(writer, run);
      else if (earlyBytes > MOST_WAITING_BYTES) drop(run);
      else {
        early.push(run);
        earlyBytes += bytesOf(run);
      }
    },
    gap: (ms) => {
      if (writer) writer.gap(ms);
      else earlyGapMs += ms;
    },
    stop: async () => {
      round.cancel();
      await current;
      await writer?.close().catch(fail);
      writer = null;
      isOver = true;
      early = [];
    },
  };
};

const bytesOf = ({ frames }: FrameRun): number => frames.reduce((sum, { bytes }) => sum + bytes.length, 0);

const durationUsOf = ({ frames }: FrameRun): number => frames.reduce((sum, frame) => sum + frame.durationUs, 0);

/** Also a quota that is used up. */
const isDiskFull = (err: unknown): boolean =>
  err instanceof DiskFull || (err instanceof Error && ['ENOSPC', 'EDQUOT'].includes(String(Reflect.get(err, 'code'))));
