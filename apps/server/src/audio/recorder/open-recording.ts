import type { AudioFormat } from '@livestreamer/contracts';
import type { FrameMark } from './frame-marks.ts';
import type { RecordingName } from './recording-names.ts';
import { readStoredRecording, type StoredPart } from './stored-recording.ts';

/** A recording on disk, to be played. Times are of the recorded audio; byte 0 is the first of the first part. */
export interface OpenedRecording {
  readonly format: AudioFormat;
  readonly durationMs: number;
  readonly bytes: number;
  /** Files that follow each other, all of one format; bytes behind `bytes` are no whole frame. */
  readonly parts: readonly { readonly path: string; readonly bytes: number }[];
  /** How much is in files of another format, which cannot follow these. */
  readonly leftOutMs: number;
  /** When no audio came. */
  readonly gaps: readonly { readonly atMs: number; readonly ms: number }[];
  /** The border of a frame at or before this time, and no further than 200 ms before it. */
  byteAt(ms: number): number;
  msAt(byte: number): number;
}

/** Opens what was recorded under a name, also while it is being written. Null: nothing of it is on disk. */
export const openRecording = async (recording: RecordingName): Promise<OpenedRecording | null> => {
  const stored = await readStoredRecording(recording);
  const format = stored && longestFormat(stored.parts);
  if (!stored || !format) return null;
  const parts = stored.parts.filter((part) => part.format === format && part.end.byte > 0);
  const usOf = (some: readonly StoredPart[]): number => some.reduce((sum, { end }) => sum + end.us, 0);
  const marks = marksOfAll(parts);
  const end = marks.at(-1) ?? { byte: 0, us: 0 };
  return {
    format,
    durationMs: end.us / 1_000,
    bytes: end.byte,
    parts: parts.map(({ path, end: { byte } }) => ({ path, bytes: byte })),
    leftOutMs: (usOf(stored.parts) - usOf(parts)) / 1_000,
    gaps: stored.gaps.map(({ atUs, ms }) => ({ atMs: atUs / 1_000, ms })),
    byteAt: (ms) => lastWhere(marks, ({ us }) => us <= ms * 1_000).byte,
    msAt: (byte) => lastWhere(marks, (mark) => mark.byte <= byte).us / 1_000,
  };
};

/** The format of most of the audio. */
const longestFormat = (parts: readonly StoredPart[]): AudioFormat | null => {
  const us = new Map<AudioFormat, number>();
  for (const { format, end } of parts) if (end.byte > 0) us.set(format, (us.get(format) ?? 0) + end.us);
  return [...us].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
};

/** Those of each part behind those of the one before, from the start to the end. */
const marksOfAll = (parts: readonly StoredPart[]): FrameMark[] => {
  const all: FrameMark[] = [{ byte: 0, us: 0 }];
  for (const { marks, end } of parts) {
    const before = all.at(-1) ?? end;
    for (const mark of [...marks, end])
      if (mark.byte > 0) all.push({ byte: before.byte + mark.byte, us: before.us + mark.us });
  }
  return all;
};

/** Binary search; `fits` holds for the first mark, and from some mark on for none. */
const lastWhere = (marks: readonly FrameMark[], fits: (mark: FrameMark) => boolean): FrameMark => {
  let low = 0;
  let high = marks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const mark = marks[middle];
    if (mark && fits(mark)) low = middle;
    else high = middle - 1;
  }
  return marks[low] ?? { byte: 0, us: 0 };
};
