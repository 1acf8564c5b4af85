import { readdir, readFile, stat } from 'node:fs/promises';
import { AUDIO_FORMATS, type AudioFormat } from '@livestreamer/contracts';
import type { FrameMark } from './frame-marks.ts';
import { sampleRateOf, scanPart } from './part-scan.ts';
import { decodeIndex, type IndexRecord } from './recording-index.ts';
import { indexPath, partPath, type RecordingName } from './recording-names.ts';

/** One file of a recording. */
export interface StoredPart {
  readonly path: string;
  readonly format: AudioFormat;
  readonly sampleRate: number;
  /** In order; the last one is its end. What the file has behind that is no whole frame. */
  readonly marks: readonly FrameMark[];
  readonly end: FrameMark;
}

/** What lies on disk of a recording. */
export interface StoredRecording {
  readonly parts: readonly StoredPart[];
  /** When no audio came: `atUs` of the recorded audio of all parts. */
  readonly gaps: readonly { readonly atUs: number; readonly ms: number }[];
  /** When something was last written. */
  readonly writtenAtMs: number;
}

/** Reads the index, and the audio behind its last mark; without an index all of the audio. Null: nothing is there. */
export const readStoredRecording = async (recording: RecordingName): Promise<StoredRecording | null> => {
  const files = await partFiles(recording);
  if (files.length === 0) return null;
  const records = await readIndex(indexPath(recording));
  const byPart = marksByPart(records ?? []);
  const parts: StoredPart[] = [];
  for (const [at, { path, format }] of files.entries()) {
    const { size } = await stat(path);
    const known = (byPart[at]?.marks ?? []).filter(({ byte }) => byte <= size);
    const { marks, end } = await scanPart(path, { format, from: known.at(-1) ?? { byte: 0, us: 0 } });
    const sampleRate = await sampleRateOf(path, format);
    parts.push({ path, format, sampleRate, marks: [...known, ...marks], end });
  }
  const gaps = byPart.flatMap(({ gaps: ofPart }, at) => {
    const beforeUs = parts.slice(0, at).reduce((sum, { end }) => sum + end.us, 0);
    return ofPart.map(({ atUs, ms }) => ({ atUs: beforeUs + atUs, ms }));
  });
  const { mtimeMs } = await stat(files.at(-1)?.path ?? '');
  return { parts, gaps, writtenAtMs: mtimeMs };
};

const partFiles = async (recording: RecordingName): Promise<{ path: string; format: AudioFormat }[]> => {
  const names = new Set(await readdir(recording.dir).catch(() => []));
  const files: { path: string; format: AudioFormat }[] = [];
  const find = (part: number) =>
    AUDIO_FORMATS.map((format) => ({ path: partPath(recording, part, format), format })).find(({ path }) =>
      names.has(path.slice(recording.dir.length).replace(/^\/+/, '')),
    );
  for (let file = find(1); file; file = find(files.length + 1)) files.push(file);
  return files;
};

const readIndex = async (path: string): Promise<IndexRecord[] | null> => {
  try {
    return decodeIndex(await readFile(path));
  } catch {
    return null; // it is missing; the audio says the same, more slowly
  }
};

interface PartMarks {
  readonly marks: FrameMark[];
  readonly gaps: { atUs: number; ms: number }[];
}

const marksByPart = (records: readonly IndexRecord[]): PartMarks[] => {
  const parts: PartMarks[] = [];
  for (const record of records) {
    const part = parts.at(-1);
    if (record.kind === 'part') parts.push({ marks: [], gaps: [] });
    else if (record.kind === 'mark') part?.marks.push({ byte: record.byte, us: record.us });
    else part?.gaps.push({ atUs: part.marks.at(-1)?.us ?? 0, ms: record.ms });
  }
  return parts;
};
