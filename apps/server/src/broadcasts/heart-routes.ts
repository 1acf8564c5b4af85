import { sendHeart } from '@livestreamer/contracts';
import type { Visitors } from '../access/index.ts';
import type { CallContext, RouteRegistrar } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import { type RateLimits, rangeOf } from '../platform/limits/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { CountedHeart } from './live-state.ts';

export interface HeartRoutesOptions {
  readonly limits: Pick<RateLimits, 'take' | 'giveBack'>;
  readonly visitors: Pick<Visitors, 'personOf'>;
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  /** Throws what keeps somebody from applauding on a station; handed in by server.ts. */
  readonly mayHeart: (station: StationRecord, context: CallContext) => Promise<void>;
  /** Null: nothing is on air. */
  readonly addHeart: (station: StationRecord) => Promise<CountedHeart | null>;
}

/** Applause. Each person rests after each heart; an address has a limit that a full hall behind one stays under. */
export const heartRoutes =
  ({ limits, visitors, stationByName, mayHeart, addHeart }: HeartRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(sendHeart, async ({ params }, context) => {
      const station = await stationByName(params.station);
      if (!station) throw new AppError('not_found');
      if (!context.caller && station.heartsFrom === 'members') throw new AppError('not_signed_in');
      const person = `${station.id} ${visitors.personOf(context)}`;
      await limits.take('heart-address', rangeOf(context.address));
      await limits.take('heart-person', person);
      await mayHeart(station, context);
      if (await addHeart(station)) return undefined;
      // Nobody rests for a heart that did not count.
      await limits.giveBack('heart-person', person);
      throw new AppError('off_air');
    });
  };
