import type { Db } from '../platform/postgres/index.ts';

/** Those who are on air though neither a role of theirs nor the station's team lets them any more. */
export const onAirWithoutPermission = async (db: Db): Promise<string[]> => {
  const rows = await db<{ accountId: string }[]>`
    select distinct account_id from broadcast
    where ended_at is null
      and not exists (
        select from account_role left join role_permission using (role)
        where account_role.account_id = broadcast.account_id
          and (account_role.role = 'admin' or role_permission.permission = 'station.broadcast'))
      and not exists (
        select from station_role
        where station_role.account_id = broadcast.account_id and station_role.station_id = broadcast.station_id
          and station_role.role = 'co-broadcaster')`;
  return rows.map(({ accountId }) => accountId);
};
