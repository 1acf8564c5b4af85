import { createFakeClock } from '@livestreamer/clock';
import { type RoomEvent, stationRoom } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { createLatestEvents } from './latest-events.ts';

const CLUB = stationRoom('club');
const BAR = stationRoom('bar');

const set = () => {
  const clock = createFakeClock();
  const out: string[] = [];
  let replaced = 0;
  const latest = createLatestEvents({
    clock,
    publish: (room, event) => {
      const figure = event.type === 'live' ? (event.live?.listeners ?? 'off') : event.type;
      out.push(`${clock.monotonicMs()} ${room} ${figure}`);
    },
    onReplaced: () => {
      replaced += 1;
    },
  });
  return { clock, out, latest, replaced: () => replaced };
};

const figures = (listeners: number): RoomEvent => ({
  type: 'live',
  live: {
    broadcastId: 'b',
    state: 'live',
    title: 't',
    nowPlaying: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    listeners,
    hearts: 0,
  },
});

test('the first figure goes out at once, the newest of the following second at its end', () => {
  const { clock, out, latest, replaced } = set();
  latest.offer(CLUB, figures(1));
  latest.offer(CLUB, figures(2));
  clock.advance(500);
  latest.offer(CLUB, figures(3));
  clock.advance(500);
  expect(out).toEqual(['0 station:club 1', '1000 station:club 3']);
  expect(replaced()).toBe(1);
});

test('a figure that changes all the time goes out once a second', () => {
  const { clock, out, latest } = set();
  for (let n = 0; n < 100; n++) {
    latest.offer(CLUB, figures(n));
    clock.advance(50);
  }
  expect(out.map((line) => Number(line.split(' ')[0]))).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
});

test('rooms do not wait for one another, and after a quiet second nothing waits at all', () => {
  const { clock, out, latest } = set();
  latest.offer(CLUB, figures(1));
  latest.offer(BAR, figures(2));
  clock.advance(1_000);
  expect(clock.pending()).toBe(0);
  latest.offer(CLUB, figures(3));
  expect(out).toEqual(['0 station:club 1', '0 station:bar 2', '1000 station:club 3']);
});

test('what waits is dropped when something newer went out past it', () => {
  const { clock, out, latest, replaced } = set();
  latest.offer(CLUB, figures(1));
  latest.offer(CLUB, figures(2));
  latest.outdate(CLUB, 'live');
  latest.outdate(CLUB, 'live');
  latest.outdate(BAR, 'live');
  clock.advance(5_000);
  expect(out).toEqual(['0 station:club 1']);
  expect(replaced()).toBe(1);
});

test('stopped, it sends nothing more and leaves no timer', () => {
  const { clock, out, latest } = set();
  latest.offer(CLUB, figures(1));
  latest.offer(CLUB, figures(2));
  latest.stop();
  latest.offer(BAR, figures(3));
  expect(clock.pending()).toBe(0);
  expect(out).toHaveLength(1);
});
