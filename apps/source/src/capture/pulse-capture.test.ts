import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatheringSink } from '../../testing/gathering-sink.ts';
import { hear, shareAt } from '../../testing/heard-sound.ts';
import { type PulseAudio, startPulseAudio } from '../../testing/pulse-audio.ts';
import { eventually } from '../../testing/source-eventually.ts';
import { createTestMachine, hostEnvironment } from '../../testing/test-machine.ts';
import type { Machine } from '../machine.ts';
import { chooseOrigin } from './origin-choice.ts';

let dir = '';
let pulse: PulseAudio;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'pulse-capture-'));
  pulse = await startPulseAudio();
  pulse.playTone(1_000);
}, 30_000);
afterAll(async () => {
  await pulse.stop();
  rmSync(dir, { recursive: true });
});

/** Captures the default device until there were two seconds of the tone. */
const captureTone = async (machine: Machine) => {
  const sink = createGatheringSink();
  const origin = await chooseOrigin({ kind: 'device', name: null }, { bitrateKbps: 128, machine });
  const capture = origin.start(sink);
  await eventually('two seconds of sound', () => sink.levels.filter(({ peakDb }) => peakDb > -20).length >= 20, {
    deadlineMs: 30_000,
  });
  await capture.stop();
  return { origin, sink };
};

/** A PATH with these programs and nothing else. */
const pathOf = (...programs: string[]): string => {
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  for (const program of programs) {
    const found = (hostEnvironment()['PATH'] ?? '')
      .split(delimiter)
      .find((folder) => existsSync(join(folder, program)));
    if (found) symlinkSync(join(found, program), join(bin, program));
  }
  return bin;
};

test('what the computer plays is captured with ffmpeg from the monitor of the default sink', async () => {
  const { machine } = createTestMachine({ dir, environment: pulse.environment });
  const { origin, sink } = await captureTone(machine);
  expect(origin.name).toBe('Monitor of Null Output');
  const heard = await hear(sink.mp3());
  expect(shareAt(1_000, heard.slice(-44_100, -4_410))).toBeGreaterThan(0.99);
  expect(sink.levels.at(-3)?.peakDb).toBeCloseTo(-6, 0);
  expect(sink.troubles).toEqual([]);
}, 60_000);

test('without ffmpeg parec and the encoder in the process do the same', async () => {
  const environment = { ...pulse.environment, PATH: pathOf('parec', 'pactl') };
  const { machine } = createTestMachine({ dir, environment });
  const { sink } = await captureTone(machine);
  const heard = await hear(sink.mp3());
  expect(shareAt(1_000, heard.slice(-44_100, -4_410))).toBeGreaterThan(0.99);
  expect(sink.levels.at(-3)?.peakDb).toBeCloseTo(-6, 0);
}, 60_000);

test('without any program that captures, it says what to install', async () => {
  const environment = { ...pulse.environment, PATH: dir };
  const { machine } = createTestMachine({ dir, environment });
  await expect(chooseOrigin({ kind: 'device', name: 'pulse:x' }, { bitrateKbps: 128, machine })).rejects.toThrow(
    /no ffmpeg.*apt install ffmpeg/,
  );
});
