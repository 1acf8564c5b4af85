import { type FileHandle, open, rename, statfs, truncate, writeFile } from 'node:fs/promises';
import type { AudioFormat } from '@livestreamer/contracts';
import type { FrameRun } from '../sink.ts';
import { createFrameMarks, type FrameMarks } from './frame-marks.ts';
import { encodeIndexRecord, INDEX_HEAD, type IndexRecord } from './recording-index.ts';
import { indexPath, partPath, type RecordingName } from './recording-names.ts';
import type { StoredRecording } from './stored-recording.ts';

/** One recording on its way to the disk. What it throws ends it. */
export interface RecordingWriter {
  /** Whether these may wait for the disk beside what waits already. */
  hasRoomFor(run: FrameRun): boolean;
  /** Takes frames into memory. */
  take(run: FrameRun): void;
  /** So much is missing between what was taken and what will be. */
  gap(ms: number): void;
  /** Writes what was taken: whole frames, then what the index says of them. */
  flush(): Promise<void>;
  /** Makes sure that a power cut keeps what was written. May run beside a flush. */
  sync(): Promise<void>;
  close(): Promise<void>;
  /** Something could not be written: cuts off what is torn, and closes. Never fails. */
  abandon(): Promise<void>;
}

/** So much of the disk stays free, for the database and everything else: the smaller of the two. */
export interface DiskReserve {
  readonly mostBytes: number;
  /** Of the whole disk, from 0 to 1: a small one must not seem full when there is room for hours of audio. */
  readonly share: number;
}

/** Thrown where the disk has less left than must stay free. */
export class DiskFull extends Error {}

interface RecordingWriterOptions {
  readonly recording: RecordingName;
  /** What an earlier process wrote of it; null: nothing. */
  readonly stored: StoredRecording | null;
  readonly reserve: DiskReserve;
  /** So much may wait for a slow disk: at 320 kbit/s more than three minutes. */
  readonly mostWaitingBytes: number;
}

interface Part {
  readonly number: number;
  readonly format: AudioFormat;
  readonly sampleRate: number;
  readonly marks: FrameMarks;
}

/** What waits to be written to one part, in this order. */
interface Batch {
  readonly part: Part;
  readonly chunks: Uint8Array[];
  readonly records: IndexRecord[];
}

export const createRecordingWriter = (options: RecordingWriterOptions): RecordingWriter => {
  const { recording, stored, reserve, mostWaitingBytes } = options;
  let part: Part | null = null;
  let batches: Batch[] = [];
  let waitingBytes = 0;
  let audioFile: { readonly part: Part; readonly handle: FileHandle } | null = null;
  let index: FileHandle | null = null;
  /** Of the file that is open: all of it are whole frames. */
  let wholeBytes = 0;
  let partsBefore = stored?.parts.length ?? 0;
  let resumable = stored?.parts.at(-1) ?? null;
  /** A gap before the first frame of this process. */
  let early: IndexRecord[] = [];

  const batchOf = (of: Part): Batch => {
    const last = batches.at(-1);
    if (last?.part === of) return last;
    const batch: Batch = { part: of, chunks: [], records: [] };
    batches.push(batch);
    return batch;
  };

  /** Frames of another kind cannot follow in the same file. What an earlier process began goes on if the format is the same. */
  const partFor = ({ frames: [first], format, preamble }: FrameRun): Part => {
    const sampleRate = first?.sampleRate ?? 0;
    if (part?.format === format && part.sampleRate === sampleRate) return part;
    if (part === null && resumable?.format === format && resumable.sampleRate === sampleRate) {
      const number = partsBefore;
      part = { number, format, sampleRate, marks: createFrameMarks(resumable.end) };
    } else {
      partsBefore += 1;
      part = { number: partsBefore, format, sampleRate, marks: createFrameMarks() };
      batchOf(part).records.push({ kind: 'part', format });
    }
    resumable = null;
    const batch = batchOf(part);
    batch.records.push(...early.splice(0));
    if (preamble.length > 0 && !first?.header) add(batch, { bytes: preamble, durationUs: 0 });
    return part;
  };

  const add = (batch: Batch, frame: { readonly bytes: Uint8Array; readonly durationUs: number }): void => {
    batch.chunks.push(frame.bytes);
    waitingBytes += frame.bytes.length;
    const mark = batch.part.marks.count(frame);
    if (mark) batch.records.push({ kind: 'mark', ...mark });
  };

  /** Written anew from what lies on disk: an earlier process may have died between the audio and its marks. */
  const openIndex = async (): Promise<FileHandle> => {
    const path = indexPath(recording);
    await writeFile(`${path}.new`, Buffer.concat([INDEX_HEAD, ...indexOf(stored).map(encodeIndexRecord)]));
    await rename(`${path}.new`, path);
    return open(path, 'a');
  };

  const fileOf = async (wanted: Part): Promise<FileHandle> => {
    if (audioFile?.part === wanted) return audioFile.handle;
    const before = audioFile;
    audioFile = null;
    await before?.handle.close();
    const path = partPath(recording, wanted.number, wanted.format);
    const earlier = stored?.parts[wanted.number - 1];
    // A frame that the earlier process did not finish.
    if (earlier) await truncate(path, earlier.end.byte);
    wholeBytes = earlier?.end.byte ?? 0;
    audioFile = { part: wanted, handle: await open(path, 'a') };
    return audioFile.handle;
  };

  const assertSpace = async (): Promise<void> => {
    const { bavail, blocks, bsize } = await statfs(recording.dir);
    const reserveBytes = Math.min(reserve.mostBytes, reserve.share * blocks * bsize);
    if (bavail * bsize < reserveBytes + waitingBytes) throw new DiskFull('The disk is nearly full.');
  };

  const flush = async (): Promise<void> => {
    if (batches.length === 0) return;
    await assertSpace();
    const writing = batches;
    batches = [];
    for (const { part: of, chunks, records } of writing) {
      const bytes = Buffer.concat(chunks);
      // Before the audio: behind it, it would take the new audio for that of an earlier process.
      index ??= await openIndex();
      await writeAll(await fileOf(of), bytes);
      wholeBytes += bytes.length;
      waitingBytes -= bytes.length;
      await writeAll(index, Buffer.concat(records.map(encodeIndexRecord)));
    }
  };

  const sync = async (): Promise<void> => {
    await audioFile?.handle.datasync();
    await index?.datasync();
  };

  return {
    hasRoomFor: (run) => waitingBytes + bytesOf(run) <= mostWaitingBytes,
    take: (run) => {
      if (run.frames.length === 0) return;
      const batch = batchOf(partFor(run));
      for (const frame of run.frames) add(batch, frame);
    },
    gap: (ms) => {
      const record: IndexRecord = { kind: 'gap', ms };
      if (!part) early.push(record);
      else {
        const { records } = batchOf(part);
        records.push({ kind: 'mark', ...part.marks.end }, record);
      }
    },
    flush,
    sync,
    close: async () => {
      try {
        if (part) batchOf(part).records.push({ kind: 'mark', ...part.marks.end });
        await flush();
        await sync();
      } finally {
        early = [];
        await audioFile?.handle.close();
        await index?.close();
      }
    },
    abandon: async () => {
      batches = [];
      const [audio, marks] = [audioFile?.handle, index];
      audioFile = null;
      index = null;
      await audio?.truncate(wholeBytes).catch(() => undefined);
      await Promise.allSettled([audio?.close(), marks?.close()]);
    },
  };
};

export const bytesOf = ({ frames }: FrameRun): number => frames.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** A write may take less than all, most of all when the disk is nearly full. */
const writeAll = async (file: FileHandle, bytes: Buffer): Promise<void> => {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
};

/** What the index of a recording should say; a gap stands behind the mark that it follows. */
const indexOf = (stored: StoredRecording | null): IndexRecord[] => {
  const records: IndexRecord[] = [];
  const gaps = [...(stored?.gaps ?? [])];
  let beforeUs = 0;
  for (const { format, marks, end } of stored?.parts ?? []) {
    records.push({ kind: 'part', format });
    const gapsBefore = (us: number): void => {
      for (let [next] = gaps; next && next.atUs < beforeUs + us; [next] = gaps)
        records.push({ kind: 'gap', ms: gaps.shift()?.ms ?? 0 });
    };
    for (const mark of [...marks, end]) {
      gapsBefore(mark.us);
      records.push({ kind: 'mark', ...mark });
    }
    gapsBefore(end.us + 1);
    beforeUs += end.us;
  }
  return records;
};
