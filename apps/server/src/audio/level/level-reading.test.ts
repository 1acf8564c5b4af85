import { spawnSync } from 'node:child_process';
import { createFramer } from '@livestreamer/framing';
import { expect, test, vi } from 'vitest';
import { createLevelReader } from './level-reading.ts';
import { openMp3Decoder } from './mp3-samples.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What is read of two seconds of MP3 that real ffmpeg made of a graph. */
const readingOf = async (graph: string) => {
  const args = ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', graph, '-t', '2', '-b:a', '128k', '-f', 'mp3', '-'];
  const frames = createFramer('mp3').push(spawnSync('ffmpeg', args).stdout);
  const decoder = await openMp3Decoder();
  const reading = createLevelReader().read(decoder.decode(frames));
  decoder.free();
  return reading;
};

test('digital silence and hiss below −60 dB are silent, a quiet tone is not', async () => {
  expect((await readingOf('anullsrc')).leftDb).toBeLessThan(-90);
  expect((await readingOf('anoisesrc=amplitude=0.0005')).leftDb).toBeLessThan(-60);
  expect((await readingOf('sine=frequency=440,volume=-20dB')).leftDb).toBeGreaterThan(-50);
});

test('a tone at −18 dB has that level, and the loudness of it', async () => {
  // ffmpeg's sine has 1/8 of full scale: −18 dB.
  const reading = await readingOf('sine=frequency=997');
  expect(reading).toMatchObject({ isStereo: false, clippedRuns: 0 });
  expect(Math.abs(reading.leftDb + 18)).toBeLessThan(1);
  expect(Math.abs(reading.momentaryLufs + 21.1)).toBeLessThan(1);
});

test('one silent side is told from the other', async () => {
  const { leftDb, rightDb, isStereo } = await readingOf('sine=frequency=440,pan=stereo|c0=c0|c1=0*c0');
  expect([isStereo, leftDb > -20, rightDb < -60]).toEqual([true, true, true]);
});

test('a wave cut off at full scale is clipped, a full-scale tone is not', async () => {
  expect((await readingOf('sine=frequency=220,volume=30dB')).clippedRuns).toBeGreaterThan(100);
  expect((await readingOf('sine=frequency=997,volume=17.9dB')).clippedRuns).toBe(0);
});
