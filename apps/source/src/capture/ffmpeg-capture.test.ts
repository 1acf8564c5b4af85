import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@livestreamer/clock';
import { createFramer } from '@livestreamer/framing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGatheringSink } from '../../testing/gathering-sink.ts';
import { hear, shareAt } from '../../testing/heard-sound.ts';
import { eventually } from '../../testing/source-eventually.ts';
import { hostEnvironment } from '../../testing/test-machine.ts';
import { fileOrigin } from './ffmpeg-capture.ts';
import { runProgram } from './run-program.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ffmpeg-capture-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const options = {
  ffmpeg: 'ffmpeg',
  bitrateKbps: 128,
  environment: hostEnvironment(),
  clock: systemClock,
  chance: () => 0,
} as const;

/** A file of another sample rate, with a sine of 1/8 of full scale (-18 dB) on both sides. */
const makeTone = async (seconds: number): Promise<string> => {
  const path = join(dir, 'tone: a % file.wav');
  const sine = '0.125*sin(2*PI*1000*t)';
  const source = `aevalsrc=${sine}|${sine}:s=48000:d=${seconds}`;
  await runProgram('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, `file:${path}`], hostEnvironment());
  return path;
};

test('a file is sent at the pace at which it plays, as clean 128 kbit/s frames, with its real level', async () => {
  const sink = createGatheringSink();
  const beganMs = systemClock.monotonicMs();
  fileOrigin({ path: await makeTone(2), loop: false }, options).start(sink);
  await eventually('the end', () => sink.ends[0], { deadlineMs: 20_000 });
  expect(systemClock.monotonicMs() - beganMs).toBeGreaterThan(1_500);
  expect(sink.ends).toEqual([{ kind: 'finished' }]);

  const framer = createFramer('mp3');
  const frames = framer.push(sink.mp3());
  expect(framer.skippedBytes).toBe(0);
  expect(new Set(frames.map((frame) => frame.bytes.length))).toEqual(new Set([417, 418]));
  expect(frames.reduce((sum, frame) => sum + frame.durationUs, 0) / 1_000_000).toBeCloseTo(2, 0);

  expect(shareAt(1_000, (await hear(sink.mp3())).slice(4_410, 70_000))).toBeGreaterThan(0.99);
  expect(sink.levels).toHaveLength(20);
  expect(sink.levels[10]?.peakDb).toBeCloseTo(-18.06, 1);
}, 30_000);

test('a looped file goes on after its end, without a gap, until it is stopped', async () => {
  const sink = createGatheringSink();
  const capture = fileOrigin({ path: await makeTone(0.5), loop: true }, options).start(sink);
  await eventually('three rounds', () => sink.levels.length >= 15, { deadlineMs: 20_000 });
  await capture.stop();
  expect(sink.ends).toEqual([{ kind: 'finished' }]);
  expect(sink.troubles).toEqual([]);
  for (const level of sink.levels) expect(level.rmsDb).toBeCloseTo(-21, 0);
}, 30_000);

test('a file that holds no sound is a failure that names the reason', async () => {
  const path = join(dir, 'letter.mp3');
  writeFileSync(path, 'Dear listeners, '.repeat(100));
  const sink = createGatheringSink();
  fileOrigin({ path, loop: false }, options).start(sink);
  await eventually('the end', () => sink.ends[0], { deadlineMs: 20_000 });
  expect(sink.ends[0]).toMatchObject({
    kind: 'failed',
    sentence: expect.stringMatching(/gave no sound: .*letter\.mp3/),
  });
}, 30_000);

test('when ffmpeg is killed the file goes on where it was', async () => {
  const pidFile = join(dir, 'pid');
  const wrapper = join(dir, 'ffmpeg');
  writeFileSync(wrapper, `#!/bin/sh\necho "$$" > '${pidFile}'\nexec ffmpeg "$@"\n`, { mode: 0o755 });
  const sink = createGatheringSink();
  fileOrigin({ path: await makeTone(3), loop: false }, { ...options, ffmpeg: wrapper }).start(sink);
  await eventually('a second of sound', () => sink.levels.length >= 10, { deadlineMs: 20_000 });
  process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  await eventually('the end', () => sink.ends[0], { deadlineMs: 20_000 });
  expect(sink.ends).toEqual([{ kind: 'finished' }]);
  expect(sink.troubles).toEqual([expect.stringMatching(/^ffmpeg ended \(by SIGKILL\)/)]);
  const frames = createFramer('mp3').push(sink.mp3());
  const seconds = frames.reduce((sum, frame) => sum + frame.durationUs, 0) / 1_000_000;
  expect(seconds).toBeGreaterThan(2.5);
  expect(seconds).toBeLessThan(3.3);
}, 30_000);
