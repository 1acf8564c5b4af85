import type { Audio, MountFigures } from '../audio/index.ts';

/** A station on air. */
export interface StationFigures extends Omit<MountFigures, 'mountId'> {
  /** Nothing but silence comes, and has for longer than it may. Null: nobody listens along, as while its source is away and to what is no MP3. */
  readonly isDeadAir: boolean | null;
}

/** What is on air here. */
export interface OnAirFigures {
  /** Counted, on all stations. */
  readonly listeners: number;
  readonly live: number;
  /** Shows that wait for their source. */
  readonly held: number;
  /** Those with something wrong first, then those with the most listeners; no more than {@link MOST_STATIONS}, so that they cannot flood those who collect. */
  readonly stations: readonly StationFigures[];
  /** Of stations beyond those. */
  readonly otherListeners: number;
}

/** Stations that are told apart. */
const MOST_STATIONS = 50;

export const onAirFigures = ({ mounts, levels }: Pick<Audio, 'mounts' | 'levels'>): OnAirFigures => {
  const isDeadAir = ({ mountId, phase }: MountFigures): boolean | null => {
    const heard = phase === 'live' ? levels.of(mountId) : null;
    return heard?.reading ? heard.warnings.some(({ kind }) => kind === 'silence') : null;
  };
  const all = mounts().map((mount): StationFigures => {
    const { mountId, ...figures } = mount;
    return { ...figures, isDeadAir: isDeadAir(mount) };
  });
  const sorted = all.toSorted(
    (one, other) =>
      Number(isAmiss(other)) - Number(isAmiss(one)) ||
      other.listeners - one.listeners ||
      one.name.localeCompare(other.name),
  );
  return {
    listeners: sum(all),
    live: all.filter(({ phase }) => phase === 'live').length,
    held: all.filter(({ phase }) => phase === 'held').length,
    stations: sorted.slice(0, MOST_STATIONS),
    otherListeners: sum(sorted.slice(MOST_STATIONS)),
  };
};

/** Somebody should hear of it, however few listen. */
const isAmiss = ({ isDeadAir, phase }: StationFigures): boolean => isDeadAir === true || phase === 'held';

const sum = (stations: readonly StationFigures[]): number =>
  stations.reduce((total, { listeners }) => total + listeners, 0);
