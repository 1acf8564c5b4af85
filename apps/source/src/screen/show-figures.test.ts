import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import type { Uplink } from '../uplink/uplink.ts';
import type { UplinkFigures, UplinkState } from '../uplink/uplink-state.ts';
import { createShowFigures } from './show-figures.ts';

const level = (peakDb: number) => ({ peakDb, rmsDb: peakDb - 3 });
const onAir: UplinkState = { kind: 'on-air' };
const waiting: UplinkState = { kind: 'waiting', why: 'Down.', answered: false };

const begin = (state: UplinkState = onAir, figures: Partial<UplinkFigures> = {}) => {
  const clock = createFakeClock();
  const uplink: Uplink = {
    state,
    figures: { sentBytes: 0, droppedMs: 0, timesOnAir: 1, ...figures },
    push: () => {},
    end: async () => {},
  };
  return { clock, figures: createShowFigures({ uplink, clock }) };
};

test('the time on air goes on after a lost line, and the time without it does not count', () => {
  const { clock, figures } = begin();
  expect(figures.status(null).onAirMs).toBeNull();
  figures.entered(onAir);
  clock.advance(10_000);
  figures.entered(waiting);
  clock.advance(5_000);
  expect(figures.status(null).onAirMs).toBe(10_000);
  figures.entered(onAir);
  clock.advance(2_000);
  expect(figures.status(null).onAirMs).toBe(12_000);
});

test('the time of reconnecting is that since the line was lost, over all attempts', () => {
  const { clock, figures } = begin();
  figures.entered(onAir);
  figures.entered(waiting);
  clock.advance(500);
  figures.entered({ kind: 'connecting' });
  clock.advance(1_000);
  figures.entered(waiting);
  clock.advance(100);
  expect(figures.status(null).stateMs).toBe(1_600);
});

test('a peak can be seen for a moment, then the present level shows', () => {
  const { clock, figures } = begin();
  figures.heard(level(-3));
  clock.advance(100);
  figures.heard(level(-30));
  expect(figures.status(null).level).toEqual(level(-3));
  clock.advance(400);
  figures.heard(level(-30));
  expect(figures.status(null).level).toEqual(level(-30));
});

test('a level from before the capture broke down is not shown', () => {
  const { clock, figures } = begin();
  expect(figures.status(null).level).toBeNull();
  figures.heard(level(-3));
  clock.advance(1_000);
  expect(figures.status(null).level).toBeNull();
});

test('the summary tells what was lost', () => {
  const unclean: UplinkState = { kind: 'ended', clean: false };
  const { clock, figures } = begin(unclean, { sentBytes: 1_234_567, droppedMs: 4_321, timesOnAir: 3 });
  figures.entered(onAir);
  clock.advance(61_000);
  expect(figures.summary(null)).toEqual([
    'ended: on air for 00:01:01, 1.2 MB sent',
    'The line was lost and found again: 2 ×.',
    '4.3 s of sound could not be sent.',
    'The server could not be told that the show is over; it ends there by itself within a minute.',
  ]);
});

test('a show without trouble has a short summary', () => {
  expect(begin({ kind: 'ended', clean: true }).figures.summary(null)).toEqual([
    'ended: on air for 00:00:00, 0 kB sent',
  ]);
});
