import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AudioFormat, createFramer } from '@livestreamer/framing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeAudio } from '../../../testing/probe-audio.ts';
import { type OpenedRecording, openRecording } from '../../audio/index.ts';
import { bordersOf, layOutRecording, piecesOfLayout, type Trim } from './recording-layout.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'livestreamer-layout-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const encoded = (seconds: number, options: readonly string[]): Buffer =>
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `sine=440:d=${seconds}`, '-ac', '2', ...options, '-'], {
    maxBuffer: 100_000_000,
  });

type Kind = readonly [title: string, format: AudioFormat, options: readonly string[]];

const MP3: Kind = [
  'MP3',
  'mp3',
  ['-c:a', 'libmp3lame', '-b:a', '128k', '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3'],
];
const FORMATS: readonly Kind[] = [
  MP3,
  ['AAC', 'aac', ['-c:a', 'aac', '-b:a', '128k', '-f', 'adts']],
  ['Ogg Opus', 'ogg', ['-c:a', 'libopus', '-b:a', '64k', '-page_duration', '20000', '-f', 'ogg']],
  ['Ogg Vorbis', 'ogg', ['-c:a', 'libvorbis', '-page_duration', '20000', '-f', 'ogg']],
];

/** As the recorder leaves it, in two parts of ten seconds; the same one for all tests. */
const recordingOf = async ([title, format, options]: Kind): Promise<OpenedRecording> => {
  const name = title.toLowerCase().replace(' ', '-');
  const first = join(dir, `${name}.${format}`);
  if (!existsSync(first)) {
    writeFileSync(first, encoded(10, options));
    copyFileSync(first, join(dir, `${name}.2.${format}`));
  }
  const opened = await openRecording({ dir, name });
  if (!opened) throw new Error('Nothing was found.');
  return opened;
};

const fileOf = async (audio: OpenedRecording, trim: Trim | null): Promise<Buffer> => {
  const pieces = piecesOfLayout(await layOutRecording(audio, trim), dir);
  const read = pieces.map(async (piece) =>
    'path' in piece ? (await readFile(piece.path)).subarray(piece.start, piece.end) : Buffer.from(piece),
  );
  return Buffer.concat(await Promise.all(read));
};

/** How long it plays, by decoding all of it; throws when a decoder complains. */
const decodedS = (file: Buffer): number => {
  const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', 'pipe:0', '-f', 's16le', '-ac', '1', '-ar', '8000', '-'], {
    input: file,
    maxBuffer: 100_000_000,
  });
  return pcm.length / 2 / 8_000;
};

describe.each(FORMATS)('%s', (...kind) => {
  const [, format] = kind;

  test('whole, it has every frame of all parts', async () => {
    const audio = await recordingOf(kind);
    const framer = createFramer(format);
    const frames = framer.push(await fileOf(audio, null));
    expect(frames.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(audio.bytes);
    expect(audio.durationMs / 1_000).toBeCloseTo(20, 0);
  });

  test.each([
    ['in the first part', { startMs: 2_000, endMs: 6_000 }],
    ['over both', { startMs: 8_000, endMs: 13_000 }],
    ['in the second part', { startMs: 14_000, endMs: 18_000 }],
  ])('cut %s, it decodes to what is between the cuts', async (_, trim) => {
    const audio = await recordingOf(kind);
    const file = await fileOf(audio, trim);
    const { startMs, endMs } = bordersOf(audio, trim);
    expect(Math.abs(startMs - trim.startMs)).toBeLessThanOrEqual(230);
    expect(Math.abs(endMs - trim.endMs)).toBeLessThanOrEqual(230);
    expect(Math.abs(decodedS(file) - (endMs - startMs) / 1_000)).toBeLessThan(0.1);
  });
});

test('the length of MP3 is known to the frame', async () => {
  const audio = await recordingOf(MP3);
  const layout = await layOutRecording(audio, { startMs: 3_333, endMs: 17_777 });
  const { durationS } = probeAudio(await fileOf(audio, { startMs: 3_333, endMs: 17_777 }));
  expect(durationS).toBeCloseTo(layout.durationMs / 1_000, 3);
});

test('borders lead to themselves', async () => {
  const audio = await recordingOf(MP3);
  for (const startMs of [0, 1, 999, 5_000, 12_345]) {
    const borders = bordersOf(audio, { startMs, endMs: 19_000 });
    expect(bordersOf(audio, borders)).toEqual(borders);
  }
});
