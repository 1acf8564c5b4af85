import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createLoudnessMeter } from './loudness-meter.ts';

const RATES = [22_050, 44_100, 48_000] as const;

/** What real ffmpeg makes of a graph: the samples, and what its `ebur128` says of them. */
const fromFfmpeg = ({ graph, sampleRate, channels }: { graph: string; sampleRate: number; channels: number }) => {
  const input = ['-nostdin', '-hide_banner', '-f', 'lavfi', '-i', graph, '-ar', `${sampleRate}`, '-ac', `${channels}`];
  const pcm = spawnSync('ffmpeg', [...input, '-f', 'f32le', '-'], { maxBuffer: 512 * 1024 * 1024 });
  const samples = new Float32Array(pcm.stdout.buffer, pcm.stdout.byteOffset, Math.floor(pcm.stdout.length / 4));
  const again = ['-nostdin', '-hide_banner', '-f', 'f32le', '-ar', `${sampleRate}`, '-ac', `${channels}`, '-i', '-'];
  const meter = spawnSync('ffmpeg', [...again, '-af', 'ebur128=framelog=verbose', '-f', 'null', '-'], {
    input: pcm.stdout,
  });
  const integrated = /Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(meter.stderr.toString())?.[1];
  const planes = Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: samples.length / channels }, (__, at) => samples[at * channels + channel] ?? 0),
  );
  return { planes, integrated: Number(integrated) };
};

const measured = (planes: readonly Float32Array[], sampleRate: number, chunk = 1_152): number | null => {
  const meter = createLoudnessMeter();
  for (let at = 0; at < (planes[0]?.length ?? 0); at += chunk)
    meter.add(
      planes.map((samples) => samples.subarray(at, at + chunk)),
      sampleRate,
    );
  return meter.integratedLufs();
};

test.each([
  ['a tone', 'sine=frequency=997:duration=10,volume=-12dB'],
  ['a low tone', 'sine=frequency=60:duration=10'],
  ['noise', 'anoisesrc=duration=10:color=pink:seed=1'],
  ['a pause in the middle', "sine=frequency=440:duration=20,volume='if(between(t,6,14),0,0.5)':eval=frame"],
  ['loud and quiet', "anoisesrc=duration=20:color=brown:seed=2,volume='if(lt(t,10),0.5,0.02)':eval=frame"],
])('agrees with ffmpeg about %s, in mono and stereo, at every sample rate', (_, graph) => {
  for (const sampleRate of RATES)
    for (const channels of [1, 2]) {
      const { planes, integrated } = fromFfmpeg({ graph, sampleRate, channels });
      expect(Math.abs((measured(planes, sampleRate) ?? 0) - integrated)).toBeLessThanOrEqual(0.11);
    }
});

test('a full-scale 997 Hz tone in one channel has −3.01 LUFS, as BS.1770 says', () => {
  const samples = Float32Array.from({ length: 48_000 * 5 }, (_, at) => Math.sin((2 * Math.PI * 997 * at) / 48_000));
  expect(measured([samples], 48_000)).toBeCloseTo(-3.01, 1);
  expect(measured([samples, samples], 48_000)).toBeCloseTo(0, 1);
});

test('it does not matter how the audio is cut', () => {
  const samples = Float32Array.from({ length: 48_000 * 5 }, (_, at) => Math.sin(at / 20) * Math.sin(at / 5_000));
  expect(measured([samples], 48_000, 100)).toBeCloseTo(measured([samples], 48_000, 7_777) ?? 0, 9);
});

test('silence, and what is shorter than a block, has no loudness', () => {
  expect(measured([new Float32Array(48_000 * 2)], 48_000)).toBeNull();
  expect(measured([Float32Array.from({ length: 9_600 }, () => 0.5)], 48_000)).toBeNull();
});

test('momentary loudness is that of the last 400 ms', () => {
  const meter = createLoudnessMeter();
  const tone = Float32Array.from({ length: 48_000 }, (_, at) => Math.sin((2 * Math.PI * 997 * at) / 48_000));
  meter.add([tone], 48_000);
  expect(meter.momentaryLufs).toBeCloseTo(-3.01, 1);
  meter.add([new Float32Array(48_000)], 48_000);
  expect(meter.momentaryLufs).toBeLessThan(-100);
});
