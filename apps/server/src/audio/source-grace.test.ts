import { describe, expect, it } from 'vitest';
import { type MountMove, type MountPhase, nextPhase } from './source-grace.ts';

const TABLE: Readonly<Record<MountPhase, Readonly<Record<MountMove, MountPhase>>>> = {
  waiting: { frame: 'live', lost: 'gone', stopped: 'gone', 'grace-over': 'waiting' },
  live: { frame: 'live', lost: 'held', stopped: 'gone', 'grace-over': 'live' },
  held: { frame: 'live', lost: 'held', stopped: 'gone', 'grace-over': 'gone' },
  gone: { frame: 'gone', lost: 'gone', stopped: 'gone', 'grace-over': 'gone' },
};
const PHASES: readonly MountPhase[] = ['waiting', 'live', 'held', 'gone'];
const MOVES: readonly MountMove[] = ['frame', 'lost', 'stopped', 'grace-over'];

describe('the life of a mount', () => {
  it.each(PHASES.flatMap((phase) => MOVES.map((move) => [phase, move, TABLE[phase][move]] as const)))(
    '%s, %s → %s',
    (phase, move, next) => {
      expect(nextPhase(phase, move)).toBe(next);
    },
  );
});
