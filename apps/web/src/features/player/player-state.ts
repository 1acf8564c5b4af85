/**
 * What the player does, as a person would say it. For a station it follows from five facts, in this order:
 *
 * | fact                                              | state        |
 * | ------------------------------------------------- | ------------ |
 * | the listener does not want to hear                | `idle`       |
 * | the browser refused to play without a click       | `blocked`    |
 * | the audio's time went on a moment ago             | `playing`    |
 * | the station is reconnecting or off air            | `waiting`    |
 * | there was sound since play was pressed            | `buffering`  |
 * | otherwise                                         | `connecting` |
 *
 * A recording that could not be fetched at all has `failed`, until play is pressed again.
 */
export type PlayerState = 'idle' | 'blocked' | 'playing' | 'waiting' | 'buffering' | 'connecting' | 'failed';

/** What the station's room says. */
export type StationState = 'live' | 'reconnecting' | 'off-air';

interface PlayerFacts {
  readonly wanted: boolean;
  readonly blocked: boolean;
  readonly sounding: boolean;
  readonly station: StationState;
  /** There was sound since play was pressed. */
  readonly heard: boolean;
}

/** Pure. For a recording as for a station that is live. */
export const playerStateOf = ({ wanted, blocked, sounding, station, heard }: PlayerFacts): PlayerState => {
  if (!wanted) return 'idle';
  if (blocked) return 'blocked';
  if (sounding) return 'playing';
  if (station !== 'live') return 'waiting';
  return heard ? 'buffering' : 'connecting';
};
