import { expect, test } from 'vitest';
import { nextBroadcastState } from './broadcast-state.ts';

test.each([
  ['live', 'source-lost', 'reconnecting'],
  ['live', 'source-back', 'live'],
  ['live', 'stopped', 'ended'],
  ['live', 'gave-up', 'ended'],
  ['live', 'shut-down', 'reconnecting'],
  ['reconnecting', 'source-lost', 'reconnecting'],
  ['reconnecting', 'source-back', 'live'],
  ['reconnecting', 'stopped', 'ended'],
  ['reconnecting', 'gave-up', 'ended'],
  ['reconnecting', 'shut-down', 'reconnecting'],
  ['ended', 'source-lost', 'ended'],
  ['ended', 'source-back', 'ended'],
  ['ended', 'stopped', 'ended'],
  ['ended', 'gave-up', 'ended'],
  ['ended', 'shut-down', 'ended'],
] as const)('%s, %s: %s', (state, move, next) => {
  expect(nextBroadcastState(state, move)).toBe(next);
});
