import { BROADCAST_STATES } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { type BroadcastMove, nextBroadcastState } from './broadcast-state.ts';

const MOVES: readonly BroadcastMove[] = [
  'opened',
  'source-lost',
  'source-back',
  'stopped',
  'gave-up',
  'shut-down',
  'published',
  'withdrawn',
  'called-off',
  'missed',
];

/** Every move that leads somewhere else. */
const LEADS = new Map<string, string>([
  ['scheduled opened', 'live'],
  ['scheduled called-off', 'cancelled'],
  ['scheduled missed', 'missed'],
  ['live source-lost', 'reconnecting'],
  ['live stopped', 'ended'],
  ['live gave-up', 'ended'],
  ['live shut-down', 'reconnecting'],
  ['reconnecting source-back', 'live'],
  ['reconnecting stopped', 'ended'],
  ['reconnecting gave-up', 'ended'],
  ['ended published', 'published'],
  ['published withdrawn', 'ended'],
]);

test.each(
  BROADCAST_STATES.flatMap((state) =>
    MOVES.map((move) => [state, move, LEADS.get(`${state} ${move}`) ?? state] as const),
  ),
)('%s, %s: %s', (state, move, next) => {
  expect(nextBroadcastState(state, move)).toBe(next);
});
