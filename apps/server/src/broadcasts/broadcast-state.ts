import type { BroadcastState } from '@livestreamer/contracts';

/**
 * The life of a broadcast. One that was announced begins `scheduled`, every other `live`, with the first frame of its source. What a
 * move means nothing to stays as it is.
 *
 * | state        | opened | source-lost  | source-back | stopped | gave-up | shut-down    | published | withdrawn | called-off | missed |
 * | ------------ | ------ | ------------ | ----------- | ------- | ------- | ------------ | --------- | --------- | ---------- | ------ |
 * | scheduled    | live   |              |             |         |         |              |           |           | cancelled  | missed |
 * | live         |        | reconnecting |             | ended   | ended   | reconnecting |           |           |            |        |
 * | reconnecting |        |              | live        | ended   | ended   |              |           |           |            |        |
 * | ended        |        |              |             |         |         |              | published |           |            |        |
 * | published    |        |              |             |         |         |              |           | ended     |            |        |
 * | cancelled    |        |              |             |         |         |              |           |           |            |        |
 * | missed       |        |              |             |         |         |              |           |           |            |        |
 *
 * `scheduled`: announced. `live`: its source sends. `reconnecting`: the source is lost and may return; the broadcast, its start and its
 * counts stay. `ended`: over, and hidden until somebody publishes it. `published`: in the archive. `cancelled`: called off before it
 * began. `missed`: its time is over and nobody came. A server that stops or is killed leaves its broadcasts open; the next one takes
 * them up as `reconnecting`. What is deleted keeps its state, because it may be brought back.
 */
const MOVES: Readonly<Record<BroadcastState, Readonly<Partial<Record<BroadcastMove, BroadcastState>>>>> = {
  scheduled: { opened: 'live', 'called-off': 'cancelled', missed: 'missed' },
  live: { 'source-lost': 'reconnecting', stopped: 'ended', 'gave-up': 'ended', 'shut-down': 'reconnecting' },
  reconnecting: { 'source-back': 'live', stopped: 'ended', 'gave-up': 'ended' },
  ended: { published: 'published' },
  published: { withdrawn: 'ended' },
  cancelled: {},
  missed: {},
};

/**
 * What happens to a broadcast. `opened`: its broadcaster connects in its time. `source-back`: also when the source comes back to another
 * server process. `stopped`: the source said that the show is over. `gave-up`: nobody came back in time. `shut-down`: the server stops.
 */
export type BroadcastMove =
  | 'opened'
  | 'source-lost'
  | 'source-back'
  | 'stopped'
  | 'gave-up'
  | 'shut-down'
  | 'published'
  | 'withdrawn'
  | 'called-off'
  | 'missed';

/** Pure: the state after `move`. */
export const nextBroadcastState = (state: BroadcastState, move: BroadcastMove): BroadcastState =>
  MOVES[state][move] ?? state;
