/**
 * The life of a broadcast. It begins `live`, with the first frame of its source.
 *
 * | state        | source-lost  | source-back | stopped | gave-up | shut-down    |
 * | ------------ | ------------ | ----------- | ------- | ------- | ------------ |
 * | live         | reconnecting | live        | ended   | ended   | reconnecting |
 * | reconnecting | reconnecting | live        | ended   | ended   | reconnecting |
 * | ended        | ended        | ended       | ended   | ended   | ended        |
 *
 * `live`: its source sends. `reconnecting`: the source is lost and may return; the broadcast, its start and its counts
 * stay. `ended`: for good. A server that stops or is killed leaves its broadcasts open; the next one takes them up as
 * `reconnecting`.
 */
export type BroadcastState = 'live' | 'reconnecting' | 'ended';

/**
 * What happens to a broadcast. `source-back`: also when the source comes back to another server process. `stopped`: the
 * source said that the show is over. `gave-up`: nobody came back in time. `shut-down`: the server stops.
 */
export type BroadcastMove = 'source-lost' | 'source-back' | 'stopped' | 'gave-up' | 'shut-down';

const OPEN_MOVES = {
  'source-lost': 'reconnecting',
  'source-back': 'live',
  stopped: 'ended',
  'gave-up': 'ended',
  'shut-down': 'reconnecting',
} as const satisfies Record<BroadcastMove, BroadcastState>;

/** Pure: the state after `move`. */
export const nextBroadcastState = (state: BroadcastState, move: BroadcastMove): BroadcastState =>
  state === 'ended' ? 'ended' : OPEN_MOVES[move];
