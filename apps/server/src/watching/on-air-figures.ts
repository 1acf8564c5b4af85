import type { Audio, MountFigures } from '../audio/index.ts';

/** A station on air. */
export interface StationFigures extends Omit<MountFigures, 'mountId'> {
  /** Nothing but silence comes, and has for longer than it may. */
  readonly isDeadAir: boolean;
}

/** What is on air here. */
export interface OnAirFigures {
  /** Counted, on all stations. */
  readonly listeners: number;
  readonly live: number;
  /** Shows that wait for their source. */
  readonly held: number;
  readonly deadAir: number;
  /** The longest that a source has been away. */
  readonly longestLostMs: number;
  /** With the most listeners first; no more than {@link MOST_STATIONS}, so that they cannot flood those who collect. */
  readonly stations: readonly StationFigures[];
  /** Of stations beyond those. */
  readonly otherListeners: number;
}

/** Stations that are told apart. */
const MOST_STATIONS = 50;

export const onAirFigures = ({ mounts, levels }: Pick<Audio, 'mounts' | 'levels'>): OnAirFigures => {
  const all = mounts().map(
    ({ mountId, ...mount }): StationFigures => ({
      ...mount,
      isDeadAir: levels.of(mountId)?.warnings.some(({ kind }) => kind === 'silence') ?? false,
    }),
  );
  const sorted = all.toSorted((one, other) => other.listeners - one.listeners || one.name.localeCompare(other.name));
  return {
    listeners: sum(all),
    live: all.filter(({ phase }) => phase === 'live').length,
    held: all.filter(({ phase }) => phase === 'held').length,
    deadAir: all.filter(({ isDeadAir }) => isDeadAir).length,
    longestLostMs: Math.max(0, ...all.map(({ lostMs }) => lostMs)),
    stations: sorted.slice(0, MOST_STATIONS),
    otherListeners: sum(sorted.slice(MOST_STATIONS)),
  };
};

const sum = (stations: readonly StationFigures[]): number =>
  stations.reduce((total, { listeners }) => total + listeners, 0);
