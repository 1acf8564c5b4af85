import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createTypedEvents } from '../../platform/index.ts';
import type { AudioEvents } from '../audio-events.ts';
import { createTitleBoard } from './title-board.ts';

const set = () => {
  const clock = createFakeClock();
  const events = createTypedEvents<AudioEvents>((error) => {
    throw error;
  });
  const board = createTitleBoard({ events, clock });
  const heard: string[] = [];
  events.on('on-air', () => heard.push('on-air'));
  events.on('title', ({ title }) => heard.push(`title ${title}`));
  const goOnAir = async () => {
    events.emit('on-air', { mountId: 'm', ownerId: 'o', title: null });
    await Promise.resolve();
  };
  return { clock, events, board, heard, goOnAir };
};

test('who begins a show hears of an early title after that', async () => {
  const { board, heard, goOnAir } = set();
  board.put('m', 'Early');
  await goOnAir();
  expect(heard).toEqual(['on-air', 'title Early']);
  expect(board.titleOf('m')).toBe('Early');
});

test('an early title does not undo one that was said since', async () => {
  const { board, heard, goOnAir } = set();
  board.put('m', 'Early');
  const going = goOnAir();
  board.put('m', 'Newer');
  await going;
  expect(heard).toEqual(['on-air', 'title Newer']);
});

test('an early title is kept for ten minutes', async () => {
  const { clock, board, heard, goOnAir } = set();
  board.put('m', 'Early');
  clock.advance(10 * 60_000);
  await goOnAir();
  expect(heard).toEqual(['on-air']);
});

test('so many changes are told in a minute, and then more', async () => {
  const { clock, board, goOnAir } = set();
  await goOnAir();
  const put = (count: number) => Array.from({ length: count }, (_, n) => board.put('m', `${n} of ${count}`));
  expect(put(31)).toEqual([...Array(30).fill(true), false]);
  expect(board.titleOf('m')).toBe('29 of 31');
  clock.advance(60_000);
  expect(put(1)).toEqual([true]);
});
