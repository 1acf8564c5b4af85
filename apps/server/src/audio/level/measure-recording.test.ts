import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { measureRecording } from './measure-recording.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'livestreamer-measure-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Each starts a process, and ffmpeg. */
vi.setConfig({ testTimeout: 60_000 });

const forever = new AbortController().signal;

/** An MP3 file that real ffmpeg made of a graph, and what its `ebur128` says of it. */
const mp3Of = (name: string, graph: string, channels = 2): { path: string; bytes: number; lufs: number } => {
  const path = join(dir, name);
  const make = [
    '-nostdin',
    '-y',
    '-f',
    'lavfi',
    '-i',
    graph,
    '-ac',
    `${channels}`,
    '-write_xing',
    '0',
    '-id3v2_version',
    '0',
    path,
  ];
  spawnSync('ffmpeg', make);
  const { stderr } = spawnSync('ffmpeg', ['-nostdin', '-i', path, '-af', 'ebur128', '-f', 'null', '-']);
  const lufs = [...stderr.toString().matchAll(/I:\s+(-?[\d.]+) LUFS/g)].at(-1)?.[1];
  return { path, bytes: statSync(path).size, lufs: Number(lufs) };
};

test('a recording in two parts has the loudness that ffmpeg finds, and an outline', async () => {
  const whole = mp3Of(
    'whole.mp3',
    "anoisesrc=duration=30:color=pink:seed=3,volume='if(between(t,10,20),0.05,0.8)':eval=frame",
  );
  const { loudnessLufs, peaks, stepMs } = await measureRecording({ format: 'mp3', parts: [whole] }, forever);
  expect(Math.abs((loudnessLufs ?? 0) - whole.lufs)).toBeLessThanOrEqual(0.2);
  expect(peaks.length * stepMs).toBeCloseTo(30_000, -3);
  const meanOf = (fromS: number, toS: number): number => {
    const part = peaks.slice((fromS * 1_000) / stepMs, (toS * 1_000) / stepMs);
    return part.reduce((sum, peak) => sum + peak, 0) / part.length;
  };
  expect(meanOf(1, 9)).toBeGreaterThan(5 * meanOf(11, 19));

  const bytes = readFileSync(whole.path);
  const half = Math.floor(bytes.length / 2);
  const parts = [bytes.subarray(0, half), bytes.subarray(half)].map((part, at) => {
    const path = join(dir, `part-${at}.mp3`);
    writeFileSync(path, part);
    return { path, bytes: part.length };
  });
  const joined = await measureRecording({ format: 'mp3', parts }, forever);
  expect(Math.abs((joined.loudnessLufs ?? 0) - whole.lufs)).toBeLessThanOrEqual(0.3);
});

test.each([
  ['mono', 1, 44_100],
  ['mono', 1, 22_050],
  ['stereo', 2, 48_000],
])('%s with %i channel(s) at %i Hz is as loud as ffmpeg finds', async (_, channels, rate) => {
  const made = mp3Of(
    `${channels}-${rate}.mp3`,
    `anoisesrc=duration=10:color=pink:seed=4:sample_rate=${rate}`,
    channels,
  );
  const { loudnessLufs } = await measureRecording({ format: 'mp3', parts: [made] }, forever);
  expect(Math.abs((loudnessLufs ?? 0) - made.lufs)).toBeLessThanOrEqual(0.11);
});

test('what is silent has no loudness', async () => {
  const silent = mp3Of('silent.mp3', 'anullsrc=duration=5');
  const { loudnessLufs, peaks } = await measureRecording({ format: 'mp3', parts: [silent] }, forever);
  expect(loudnessLufs).toBeNull();
  expect(Math.max(...peaks)).toBeLessThan(2);
});

test('what is no audio, is missing, or is of a format that cannot be decoded, fails with a sentence', async () => {
  const path = join(dir, 'garbage.mp3');
  writeFileSync(path, Buffer.alloc(10_000, 1));
  const measure = (format: 'mp3' | 'ogg', file: string) =>
    measureRecording({ format, parts: [{ path: file, bytes: 10_000 }] }, forever);
  await expect(measure('mp3', path)).rejects.toThrow('Nothing in the recording can be decoded.');
  await expect(measure('mp3', join(dir, 'missing.mp3'))).rejects.toThrow('ENOENT');
  await expect(measure('ogg', path)).rejects.toThrow('only MP3');
});

test('what is not wanted any more stops at once', async () => {
  const long = mp3Of('long.mp3', 'anoisesrc=duration=120');
  const stop = new AbortController();
  const measuring = measureRecording({ format: 'mp3', parts: Array.from({ length: 50 }, () => long) }, stop.signal);
  stop.abort(new Error('the server stops'));
  await expect(measuring).rejects.toThrow('the server stops');
});
