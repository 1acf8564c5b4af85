/**
 * The life of a mount, seen from its source.
 *
 * | phase   | frame   | lost (closed, reset, silent) | stopped | grace over |
 * | ------- | ------- | ---------------------------- | ------- | ---------- |
 * | waiting | live    | gone                         | gone    | –          |
 * | live    | live    | held                         | gone    | –          |
 * | held    | live    | held                         | gone    | gone       |
 * | gone    | gone    | gone                         | gone    | gone       |
 *
 * `waiting`: a source was let in and has not completed a frame; nobody hears of it. `live`: audio comes.
 * `held`: the source is lost, the mount and its listeners wait for it. `gone`: over.
 */
export type MountPhase = 'waiting' | 'live' | 'held' | 'gone';

/** What happens to a mount. */
export type MountMove = 'frame' | 'lost' | 'stopped' | 'grace-over';

const MOVES: Readonly<Record<MountPhase, Readonly<Partial<Record<MountMove, MountPhase>>>>> = {
  waiting: { frame: 'live', lost: 'gone', stopped: 'gone' },
  live: { lost: 'held', stopped: 'gone' },
  held: { frame: 'live', stopped: 'gone', 'grace-over': 'gone' },
  gone: {},
};

/** Pure: the phase after `move`. */
export const nextPhase = (phase: MountPhase, move: MountMove): MountPhase => MOVES[phase][move] ?? phase;
