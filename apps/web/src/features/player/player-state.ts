/**
 * What the player does, as a person would say it. It follows from five facts, in this order:
 *
 * | fact                                              | state        |
 * | ------------------------------------------------- | ------------ |
 * | the listener does not want to hear                | `idle`       |
 * | the browser refused to play without a click       | `blocked`    |
 * | the audio's time went on a moment ago             | `playing`    |
 * | the station is reconnecting or off air            | `waiting`    |
 * | there was sound since play was pressed            | `buffering`  |
 * | otherwise                                         | `connecting` |
 */
export type PlayerState = 'idle' | 'blocked' | 'playing' | 'waiting' | 'buffering' | 'connecting';

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

/** Pure. */
export const playerStateOf = ({ wanted, blocked, sounding, station, heard }: PlayerFacts): PlayerState => {
  if (!wanted) return 'idle';
  if (blocked) return 'blocked';
  if (sounding) return 'playing';
  if (station !== 'live') return 'waiting';
  return heard ? 'buffering' : 'connecting';
};
