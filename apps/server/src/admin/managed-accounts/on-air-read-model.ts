import type { Db } from '../../platform/postgres/index.ts';

/** Those who are on air though neither a role of theirs nor the station's team lets them any more, or its owner may not either. */
export const onAirWithoutPermission = async (db: Db): Promise<string[]> => {
  const rows = await db<{ accountId: string }[]>`
    with may_broadcast as (
      select account_id from account_role left join role_permission using (role)
      where account_role.role = 'admin' or role_permission.permission = 'station.broadcast'
    )
    select distinct account_id from broadcast
    where ended_at is null
      and account_id not in (select account_id from may_broadcast)
      and not exists (
        select from station_role join station on station.id = station_role.station_id
        where station_role.account_id = broadcast.account_id and station_role.station_id = broadcast.station_id
          and station_role.role = 'co-broadcaster'
          and station.owner_id in (select account_id from may_broadcast))`;
  return rows.map(({ accountId }) => accountId);
};
