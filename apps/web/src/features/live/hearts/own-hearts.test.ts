import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { LIMITS, type LiveBroadcast } from '@livestreamer/contracts';
import { beforeEach, expect, it } from 'vitest';
import { createOwnHearts, heartsOf, type OwnHearts } from './own-hearts.ts';

const show = (hearts: number, broadcastId = 'b1'): LiveBroadcast => ({
  broadcastId,
  state: 'live',
  title: 'Low Tide',
  nowPlaying: null,
  startedAt: '2026-11-22T20:00:00.000Z',
  listeners: 1,
  hearts,
});

let clock: FakeClock;
let own: OwnHearts;
beforeEach(() => {
  clock = createFakeClock();
  own = createOwnHearts(clock).of('club');
});

const count = (live: LiveBroadcast): number => heartsOf(live, own.snapshot().atLeast);

it('a heart counts at once, and the button rests for ten seconds', () => {
  own.pressed(show(4));
  expect(count(show(4))).toBe(5);
  clock.advance(LIMITS.heartRestMs - 1);
  expect(own.snapshot().rest).not.toBeNull();
  clock.advance(1);
  expect(own.snapshot().rest).toBeNull();
});

it('news that have it already do not count it twice, and older ones do not take it back', () => {
  own.pressed(show(4));
  expect(count(show(5))).toBe(5);
  expect(count(show(9))).toBe(9);
  expect(count(show(4))).toBe(5);
});

it('a heart that did not get through does not count, and the button is given back; the one before stays', () => {
  own.pressed(show(4));
  clock.advance(LIMITS.heartRestMs);
  own.pressed(show(4));
  expect(count(show(4))).toBe(6);
  own.failed();
  expect(own.snapshot().rest).toBeNull();
  expect(count(show(4))).toBe(5);
});

it('a refusal rests for as long as the server says', () => {
  own.pressed(show(4));
  own.refused(42_000);
  expect(count(show(4))).toBe(4);
  clock.advance(41_999);
  expect(own.snapshot().rest?.lengthMs).toBe(42_000);
  clock.advance(1);
  expect(own.snapshot().rest).toBeNull();
});

it('the next show begins without the hearts of the last', () => {
  own.pressed(show(4));
  expect(count(show(0, 'b2'))).toBe(0);
});

it('a station has one button, wherever it is drawn, and other stations have their own', () => {
  const stations = createOwnHearts(clock);
  stations.of('club').pressed(show(0));
  expect(stations.of('club').snapshot().rest).not.toBeNull();
  expect(stations.of('church').snapshot().rest).toBeNull();
});
