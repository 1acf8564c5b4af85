import type { StationRole } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** What somebody may do on one station, beside what they may do everywhere. */
export const stationRolesOf = async (
  db: Db,
  { accountId, stationId }: { accountId: string; stationId: string },
): Promise<StationRole[]> => {
  const rows = await db<{ role: StationRole }[]>`
    select role from station_role where station_id = ${stationId} and account_id = ${accountId} order by role`;
  return rows.map(({ role }) => role);
};
