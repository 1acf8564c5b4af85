import { createFakeClock } from '@livestreamer/clock';
import { createFramer } from '@livestreamer/framing';
import { expect, test } from 'vitest';
import { createGatheringSink } from '../../testing/gathering-sink.ts';
import { hear, shareAt } from '../../testing/heard-sound.ts';
import { eventually } from '../../testing/source-eventually.ts';
import { toneOrigin } from './tone-capture.ts';

/** `offMs`: how far real time is ahead of the timers. */
const begin = async ({ hz = 1_000, offMs = () => 0 }: { hz?: number; offMs?: () => number } = {}) => {
  const sink = createGatheringSink();
  const fake = createFakeClock();
  const clock = { ...fake, monotonicMs: () => fake.monotonicMs() + offMs() };
  const capture = toneOrigin({ hz, bitrateKbps: 128, clock }).start(sink);
  await eventually('the encoder is there', () => fake.pending() > 0);
  return { sink, fake, capture };
};

const secondsIn = (mp3: Uint8Array): number =>
  createFramer('mp3')
    .push(mp3)
    .reduce((sum, frame) => sum + frame.durationUs, 0) / 1_000_000;

test('the asked tone is heard, at -12 dB', async () => {
  const { sink, capture, fake } = await begin({ hz: 443 });
  fake.advance(3_000);
  await capture.stop();
  const sound = (await hear(sink.mp3())).slice(4_410);
  expect(shareAt(443, sound)).toBeGreaterThan(0.99);
  expect(shareAt(1_000, sound)).toBeLessThan(0.01);
  expect(sink.levels.at(-1)?.peakDb).toBeCloseTo(-12, 0);
});

test('a minute of clock gives a minute of sound', async () => {
  const { sink, capture, fake } = await begin();
  fake.advance(60_000);
  await capture.stop();
  expect(secondsIn(sink.mp3())).toBeGreaterThan(59.9);
  expect(secondsIn(sink.mp3())).toBeLessThanOrEqual(60);
});

test('timers that come late leave no gap', async () => {
  let lateMs = 0;
  const { sink, capture, fake } = await begin({ offMs: () => lateMs });
  for (let step = 0; step < 50; step += 1) {
    lateMs += 30;
    fake.advance(100);
  }
  await capture.stop();
  expect(secondsIn(sink.mp3())).toBeGreaterThan(6.4);
  expect(secondsIn(sink.mp3())).toBeLessThanOrEqual(6.5);
});

test('a machine that slept for a minute goes on from now, not from then', async () => {
  let sleptMs = 0;
  const { sink, capture, fake } = await begin({ offMs: () => sleptMs });
  fake.advance(1_000);
  sleptMs = 60_000;
  fake.advance(1_000);
  await capture.stop();
  expect(secondsIn(sink.mp3())).toBeGreaterThan(4.8);
  expect(secondsIn(sink.mp3())).toBeLessThan(5.1);
});

test('after a stop nothing comes and no timer is left, also when a listener stops it', async () => {
  const sink = createGatheringSink();
  const fake = createFakeClock();
  const stopping: Promise<void>[] = [];
  const capture = toneOrigin({ hz: 1_000, bitrateKbps: 128, clock: fake }).start({
    ...sink,
    onLevel: () => void stopping.push(capture.stop()),
  });
  await eventually('the encoder is there', () => fake.pending() > 0);
  fake.advance(100);
  await Promise.all(stopping);
  expect(fake.pending()).toBe(0);
  expect(sink.ends).toEqual([{ kind: 'finished' }]);
});

test('a stop before the encoder is there is a stop', async () => {
  const sink = createGatheringSink();
  const fake = createFakeClock();
  await toneOrigin({ hz: 1_000, bitrateKbps: 128, clock: fake }).start(sink).stop();
  expect(fake.pending()).toBe(0);
  expect(sink.ends).toEqual([{ kind: 'finished' }]);
});
