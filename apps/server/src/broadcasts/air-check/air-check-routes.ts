import { type AirCheck, getAirCheck } from '@livestreamer/contracts';
import type { MountLevel } from '../../audio/index.ts';
import { type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import type { StationRecord } from '../../stations/index.ts';
import { createMayFeed } from '../source-permit.ts';

export interface AirCheckRoutesOptions {
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  readonly isCoBroadcaster: (who: { accountId: string; station: StationRecord }) => Promise<boolean>;
  /** Null: it is not on air here. */
  readonly levelOf: (stationId: string) => MountLevel | null;
}

/** What the server hears, for those who send it. Nobody else's business: it tells of shows before they are good. */
export const airCheckRoutes =
  ({ stationByName, isCoBroadcaster, levelOf }: AirCheckRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    const mayFeed = createMayFeed({ isCoBroadcaster });
    registrar.add(getAirCheck, async ({ params }, context) => {
      const station = await stationByName(params.station);
      if (!station) throw new AppError('not_found');
      if (!(await mayFeed(requireCaller(context), station))) throw new AppError('forbidden');
      return airCheckReply(levelOf(station.id));
    });
  };

const OFF_AIR: AirCheck = { onAir: false, level: null, warnings: [], bitrateKbps: null, audioSeconds: 0 };

const airCheckReply = (mount: MountLevel | null): AirCheck => {
  if (!mount) return OFF_AIR;
  const { reading, warnings, bitrateKbps, audioMs } = mount;
  return {
    onAir: true,
    level: reading && {
      momentaryLufs: finite(reading.momentaryLufs),
      leftDb: finite(reading.leftDb),
      rightDb: finite(reading.rightDb),
    },
    warnings: warnings.map(({ kind, sinceMs }) => ({ kind, since: new Date(sinceMs).toISOString() })),
    bitrateKbps,
    audioSeconds: Math.floor(audioMs / 1_000),
  };
};

/** JSON has no −Infinity. */
const finite = (decibels: number): number | null => (Number.isFinite(decibels) ? Math.round(decibels * 10) / 10 : null);
