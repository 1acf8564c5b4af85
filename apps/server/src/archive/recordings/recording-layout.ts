import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createFramer } from '@livestreamer/framing';
import type { OpenedRecording } from '../../audio/index.ts';
import { type DocumentPiece, piecesWithin } from '../../platform/http/index.ts';
import { mp3FrameOf, mp3LengthFrame } from './mp3-length-frame.ts';

/** What of a recording is played; times of the whole. */
export interface Trim {
  readonly startMs: number;
  readonly endMs: number;
}

/** What a player gets of a recording, without the tag in front; as it is stored. */
export interface RecordingLayout {
  /** Comes first; base64. */
  readonly front: string;
  /** Bytes of files in the folder of recordings, up to `end`. */
  readonly files: readonly { readonly file: string; readonly start: number; readonly end: number }[];
  /** Where in the whole recording it begins. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** As it goes out. */
export const piecesOfLayout = ({ front, files }: RecordingLayout, dir: string): DocumentPiece[] => [
  Buffer.from(front, 'base64'),
  ...files.map(({ file, start, end }) => ({ path: join(dir, file), start, end })),
];

type FilePart = Extract<DocumentPiece, { path: string }>;

const MP3_HEADER_BYTES = 4;
/** Headers of Ogg are shorter, but for pictures in them. */
const OGG_HEAD_BYTES = 1024 * 1024;

/** The times of the borders at which a recording is cut for a trim: at or before those that were asked for, by 200 ms at most. */
export const bordersOf = (audio: OpenedRecording, { startMs, endMs }: Trim): Trim => {
  // Whole milliseconds behind the border, so that they lead to the same one again.
  const borderMs = (ms: number): number => Math.ceil(audio.msAt(audio.byteAt(ms)));
  return { startMs: borderMs(startMs), endMs: endMs >= Math.floor(audio.durationMs) ? endMs : borderMs(endMs) };
};

/**
 * Cuts a recording at borders of frames: nothing is encoded again. An MP3 frame may lean on up
 * to 511 bytes of those before it, so the first one or two frames behind a cut (26 ms each at 44.1 kHz) may be silent. In front of MP3 comes the
 * frame that tells players its length; in front of Ogg that was cut come its own headers.
 */
export const layOutRecording = async (audio: OpenedRecording, trim: Trim | null): Promise<RecordingLayout> => {
  const { format } = audio;
  const start = trim ? audio.byteAt(trim.startMs) : 0;
  const end = trim && trim.endMs < Math.floor(audio.durationMs) ? audio.byteAt(trim.endMs) : audio.bytes;
  const startMs = audio.msAt(start);
  const durationMs = audio.msAt(end) - startMs;
  const whole: readonly FilePart[] = audio.parts.map(({ path, bytes }) => ({ path, start: 0, end: bytes }));
  const parts = piecesWithin(whole, { start, end }).filter((piece) => 'path' in piece);
  const [first] = parts;
  if (!first) throw new Error('There is no audio between the cuts.');
  const headers = format === 'ogg' ? await oggHeadersBefore(first) : [];
  const files = [...headers, ...parts].map(({ path, ...range }) => ({ file: basename(path), ...range }));
  if (format !== 'mp3') return { front: '', files, startMs, durationMs };

  const firstHeader = await readAt(first, MP3_HEADER_BYTES);
  const { samples, sampleRate } = mp3FrameOf(firstHeader);
  const lengthFrame = mp3LengthFrame({
    firstHeader,
    frames: Math.round((durationMs * sampleRate) / (1_000 * samples)),
    bytes: end - start,
    byteAtPercent: (percent) => audio.byteAt(startMs + (durationMs * percent) / 100) - start,
  });
  return { front: lengthFrame.toString('base64'), files, startMs, durationMs };
};

/** What of the headers at the front of a file the cut left out. */
const oggHeadersBefore = async ({ path, start }: FilePart): Promise<FilePart[]> => {
  if (start === 0) return [];
  const frames = createFramer('ogg').push(await readAt({ path, start: 0, end: 0 }, OGG_HEAD_BYTES));
  const audioFrom = frames.findIndex(({ header }) => !header);
  const headers = frames.slice(0, audioFrom === -1 ? frames.length : audioFrom);
  const bytes = headers.reduce((sum, frame) => sum + frame.bytes.length, 0);
  return bytes === 0 ? [] : [{ path, start: 0, end: Math.min(bytes, start) }];
};

const readAt = async ({ path, start }: FilePart, bytes: number): Promise<Uint8Array> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};
