import { expect, test } from 'vitest';
import type { UplinkState } from '../uplink/uplink-state.ts';
import { createUplinkNews } from './uplink-news.ts';

const newsOf = (...states: UplinkState[]): (string | null)[] => states.map(createUplinkNews());

const connecting: UplinkState = { kind: 'connecting' };
const onAir: UplinkState = { kind: 'on-air' };
const waiting = (why: string): UplinkState => ({ kind: 'waiting', why, answered: false });

test('before the first time on air the show waits, afterwards it reconnects', () => {
  expect(newsOf(waiting('Down.'), onAir, waiting('Down.'))).toEqual([
    'waiting: Down.',
    'on air',
    'reconnecting: Down.',
  ]);
});

test('the same reason is told once, however often it is tried', () => {
  expect(newsOf(onAir, waiting('Down.'), connecting, waiting('Down.'), connecting, waiting('Busy.'))).toEqual([
    'on air',
    'reconnecting: Down.',
    null,
    null,
    null,
    'reconnecting: Busy.',
  ]);
});

test('the same reason is told again after the show was on air in between', () => {
  expect(newsOf(onAir, waiting('Down.'), onAir, waiting('Down.'))).toEqual([
    'on air',
    'reconnecting: Down.',
    'on air',
    'reconnecting: Down.',
  ]);
});
