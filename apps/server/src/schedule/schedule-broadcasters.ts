import { accountByUsername } from '../accounts/index.ts';
import type { Caller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { wrongField } from './plan-checks.ts';

/** Somebody who would send audio, and who asks. */
interface Feeder {
  readonly caller: Caller;
  readonly accountId: string;
}

/** Who can be the broadcaster of a planned show. */
export interface ScheduleBroadcasters {
  /**
   * The account of this name, or the caller's. Throws `validation_failed` for a name whose source the station would refuse,
   * and `forbidden` for a caller whose it would.
   */
  find(station: StationRecord, who: { caller: Caller; username: string | undefined }): Promise<string>;
  /** Throws `forbidden` unless the source of this account would be let onto the station: the team may have changed. */
  assertStill(station: StationRecord, who: Feeder): Promise<void>;
}

interface ScheduleBroadcastersOptions {
  readonly sql: Db;
  readonly isCoBroadcaster: (who: { accountId: string; station: StationRecord }) => Promise<boolean>;
}

export const createScheduleBroadcasters = ({
  sql,
  isCoBroadcaster,
}: ScheduleBroadcastersOptions): ScheduleBroadcasters => {
  /** As the source gate decides (source-permit.ts); of others than the caller only what the station itself says is known. */
  const mayFeed = async (station: StationRecord, { caller, accountId }: Feeder): Promise<boolean> => {
    if (await isCoBroadcaster({ accountId, station })) return true;
    if (caller.accountId !== accountId) return station.ownerId === accountId;
    const { permissions } = caller;
    const owns = station.ownerId === accountId || permissions.includes('station.manage');
    return owns && permissions.includes('station.broadcast');
  };

  const assertStill: ScheduleBroadcasters['assertStill'] = async (station, { caller, accountId }) => {
    if (!(await mayFeed(station, { caller, accountId }))) throw new AppError('forbidden');
  };

  return {
    find: async (station, { caller, username }) => {
      if (username === undefined) {
        await assertStill(station, { caller, accountId: caller.accountId });
        return caller.accountId;
      }
      const account = await accountByUsername(sql, username);
      if (!account || account.deletedAt || !(await mayFeed(station, { caller, accountId: account.id })))
        throw wrongField('broadcaster', 'Nobody of that name broadcasts on this station.');
      return account.id;
    },
    assertStill,
  };
};
