import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createSilenceWatch } from './silence-watch.ts';

const SOUND = { peakDb: -20, rmsDb: -25 };
const NOISE = { peakDb: -75, rmsDb: -80 };

const watched = () => {
  const clock = createFakeClock();
  return { clock, watch: createSilenceWatch({ silentMs: 30_000, monotonicMs: clock.monotonicMs }) };
};

test('tells of silence once, after all of the time', () => {
  const { clock, watch } = watched();
  clock.advance(29_999);
  expect(watch.look()).toBeNull();
  clock.advance(1);
  expect([watch.look(), watch.look()]).toEqual(['fell', null]);
});

test('sound in between starts the time again; the noise of an open input does not', () => {
  const { clock, watch } = watched();
  clock.advance(20_000);
  watch.heard(SOUND);
  clock.advance(20_000);
  watch.heard(NOISE);
  expect(watch.look()).toBeNull();
  clock.advance(10_000);
  expect(watch.look()).toBe('fell');
});

test('tells once that sound is back', () => {
  const { clock, watch } = watched();
  clock.advance(30_000);
  watch.look();
  watch.heard(SOUND);
  expect([watch.look(), watch.look()]).toEqual(['rose', null]);
});
