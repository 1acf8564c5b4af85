import { expect, test } from 'vitest';
import { createLevelMeter } from './level-meter.ts';
import { type Pcm, SAMPLE_RATE } from './pcm.ts';

const sine = (amplitude: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => amplitude * Math.sin((2 * Math.PI * 1000 * index) / SAMPLE_RATE));

const silence = (count: number): Float32Array => new Float32Array(count);

const measureAll = (pieces: readonly Pcm[]) => {
  const meter = createLevelMeter({ windowMs: 100 });
  return pieces.flatMap((piece) => meter.measure(piece));
};

test('a sine of a quarter of full scale peaks at -12 dB and has 3 dB less as RMS', () => {
  const tone = sine(0.25, 4_410);
  const [level] = measureAll([{ left: tone, right: tone }]);
  expect(level?.peakDb).toBeCloseTo(-12.04, 1);
  expect(level?.rmsDb).toBeCloseTo(-15.05, 1);
});

test('the louder side counts', () => {
  const [level] = measureAll([{ left: silence(4_410), right: sine(1, 4_410) }]);
  expect(level?.peakDb).toBeCloseTo(0, 1);
});

test('sides in opposite phase do not cancel each other', () => {
  const tone = sine(0.5, 4_410);
  const [level] = measureAll([{ left: tone, right: tone.map((sample) => -sample) }]);
  expect(level?.peakDb).toBeCloseTo(-6.02, 1);
});

test('digital silence is minus infinity', () => {
  expect(measureAll([{ left: silence(4_410), right: silence(4_410) }])).toEqual([
    { peakDb: -Infinity, rmsDb: -Infinity },
  ]);
});

test('a level comes for each complete window, however the sound is cut', () => {
  const tone = sine(0.25, 10_000);
  const whole = measureAll([{ left: tone, right: tone }]);
  const cut = [0, 1, 4_409, 4_500, 9_999].map((from, index, all) => {
    const piece = tone.slice(from, all[index + 1] ?? tone.length);
    return { left: piece, right: piece };
  });
  expect(whole).toHaveLength(2);
  expect(measureAll(cut)).toEqual(whole);
});

test('a window forgets the one before it', () => {
  const levels = measureAll([
    { left: sine(1, 4_410), right: silence(4_410) },
    { left: silence(4_410), right: silence(4_410) },
  ]);
  expect(levels[1]?.peakDb).toBe(-Infinity);
});
