import { type CallContext, type Caller, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { StationRecord } from '../stations/index.ts';

/** Somebody who keeps order on a station, and is doing so. */
export interface Keeper {
  readonly caller: Caller;
  readonly station: StationRecord;
}

/** Finds out who keeps order where. */
export interface ModerationKeepers {
  /** Throws `not_found`. */
  stationOf(slug: string): Promise<StationRecord>;
  /** Throws `not_found`, and `forbidden` for all others. */
  arrive(slug: string, context: CallContext): Promise<Keeper>;
}

export interface ModerationKeepersOptions {
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  readonly isKeeper: (caller: Caller, station: StationRecord) => Promise<boolean>;
}

export const createModerationKeepers = ({ stationByName, isKeeper }: ModerationKeepersOptions): ModerationKeepers => {
  const stationOf: ModerationKeepers['stationOf'] = async (slug) => {
    const station = await stationByName(slug);
    if (!station) throw new AppError('not_found');
    return station;
  };

  return {
    stationOf,
    arrive: async (slug, context) => {
      const caller = requireCaller(context);
      const station = await stationOf(slug);
      if (!(await isKeeper(caller, station))) throw new AppError('forbidden');
      return { caller, station };
    },
  };
};
