import { mkdir } from 'node:fs/promises';
import type { Clock } from '@livestreamer/clock';
import type { Logger } from '../../platform/index.ts';
import type { AudioCounters } from '../audio-counters.ts';
import type { FrameRun, Sink } from '../sink.ts';
import type { RecordingName } from './recording-names.ts';
import {
  bytesOf,
  createRecordingWriter,
  DiskFull,
  type DiskReserve,
  type RecordingWriter,
} from './recording-writer.ts';
import { readStoredRecording } from './stored-recording.ts';

/** Why a recording ended before its show. */
export type RecordingFailure = 'disk-full' | 'io';

/** One recording while its mount is on air. */
export interface RecordingRun extends Sink {
  /** The source is gone: what comes next comes after a gap, which began with the last frame and not when somebody noticed. */
  sourceLost(): void;
  /** Ends when everything is on disk. Never fails: what goes wrong is told like everything else. */
  stop(): Promise<void>;
}

interface RecordingRunOptions {
  readonly recording: RecordingName;
  /** An earlier run closes the same files until then. */
  readonly after: Promise<void> | undefined;
  readonly reserve: DiskReserve;
  readonly onFailed: (why: RecordingFailure, err: unknown) => void;
  readonly counters: AudioCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A crash may cost a second: this, the time that a source is left unread (slice-plan.ts), and that of a write. */
const FLUSH_MS = 500;
/** A power cut may cost ten seconds: waking the disk each second would wear it out. */
const FLUSHES_A_SYNC = 20;
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

export const createRecordingRun = (options: RecordingRunOptions): RecordingRun => {
  const { recording, after, reserve, onFailed, counters, clock, log } = options;
  let writer: RecordingWriter | null = null;
  /** What came before the files were open. */
  let early: { readonly run: FrameRun; readonly afterGapMs: number }[] = [];
  let earlyBytes = 0;
  /** Before the next frame that is kept. */
  let missingMs = 0;
  let isDropping = false;
  let isSourceLost = false;
  let lastFrameAtMs = clock.monotonicMs();
  const beganAtMs = clock.now();
  let rounds = 0;
  let isOver = false;
  let isBusy = false;
  /** A round came while something was done. */
  let isDue = false;
  let isSyncing = false;

  const drop = (run: FrameRun): void => {
    if (!isDropping)
      log.warn({ recording: recording.name }, 'The disk is too slow for a recording; a piece of it is missing.');
    isDropping = true;
    counters.droppedRecordingFrames += run.frames.length;
    missingMs += durationMsOf(run);
  };

  const write = (to: RecordingWriter, { run, afterGapMs }: { run: FrameRun; afterGapMs: number }): void => {
    if (afterGapMs > 0) to.gap(afterGapMs);
    to.take(run);
    counters.recordedBytes += bytesOf(run);
  };

  const hasRoomFor = (run: FrameRun): boolean =>
    writer ? writer.hasRoomFor(run) : earlyBytes + bytesOf(run) <= MOST_WAITING_BYTES;

  const keep = (run: FrameRun): void => {
    const taken = { run, afterGapMs: missingMs };
    missingMs = 0;
    isDropping = false;
    if (writer) write(writer, taken);
    else {
      early.push(taken);
      earlyBytes += bytesOf(run);
    }
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
    const opened = createRecordingWriter({ recording, stored, reserve, mostWaitingBytes: MOST_WAITING_BYTES });
    if (stored) opened.gap(Math.max(0, beganAtMs - stored.writtenAtMs));
    for (const taken of early.splice(0)) write(opened, taken);
    writer = opened;
    await opened.flush();
  };

  const flush = async (): Promise<void> => writer?.flush();

  /** Not as a piece of work: while a disk takes its time for that, writing goes on. */
  const sync = (): void => {
    if (isSyncing || !writer) return;
    isSyncing = true;
    writer
      .sync()
      .catch(fail)
      .finally(() => {
        isSyncing = false;
      });
  };

  /** One piece of work at a time; a round that was missed is made up for at once. */
  const doWork = async (work: () => Promise<void>): Promise<void> => {
    isBusy = true;
    await work().catch(fail);
    while (isDue) {
      isDue = false;
      await flush().catch(fail);
    }
    isBusy = false;
  };

  const round = clock.every(FLUSH_MS, () => {
    rounds += 1;
    if (isBusy) isDue = true;
    else current = doWork(flush);
    if (rounds % FLUSHES_A_SYNC === 0) sync();
  });
  let current = doWork(open);

  return {
    take: (run) => {
      if (isOver) return;
      const nowMs = clock.monotonicMs();
      if (isSourceLost) missingMs += nowMs - lastFrameAtMs;
      isSourceLost = false;
      lastFrameAtMs = nowMs;
      if (hasRoomFor(run)) keep(run);
      else drop(run);
    },
    sourceLost: () => {
      isSourceLost = true;
    },
    stop: async () => {
      round.cancel();
      isDue = false;
      await current;
      if (missingMs > 0) writer?.gap(missingMs);
      await writer?.close().catch(fail);
      writer = null;
      isOver = true;
      early = [];
    },
  };
};

const durationMsOf = ({ frames }: FrameRun): number => frames.reduce((sum, frame) => sum + frame.durationUs, 0) / 1_000;

/** Also a quota that is used up. */
const isDiskFull = (err: unknown): boolean =>
  err instanceof DiskFull || (err instanceof Error && ['ENOSPC', 'EDQUOT'].includes(String(Reflect.get(err, 'code'))));
