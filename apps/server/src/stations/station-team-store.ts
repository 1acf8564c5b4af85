import type { StationRole, TeamMember } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

interface TeamPlace {
  readonly stationId: string;
  readonly accountId: string;
}

/** Who helps on a station, by name; somebody with two roles comes twice. Deleted accounts are left out. */
export const teamOf = async (db: Db, stationId: string): Promise<TeamMember[]> =>
  db<TeamMember[]>`
    select account.id as account_id, account.username, station_role.role
    from station_role join account on account.id = station_role.account_id
    where station_role.station_id = ${stationId} and account.deleted_at is null
    order by account.username_key, station_role.role`;

/** Lets one caller at a time change the team of a station; free again when the transaction ends. */
export const lockTeam = async (db: Db, stationId: string): Promise<void> => {
  await db`select id from station where id = ${stationId} for no key update`;
};

/** Deleted accounts count: they may come back. */
export const teamSize = async (db: Db, stationId: string): Promise<number> => {
  const [row] = await db<{ size: number }[]>`
    select count(*)::integer as size from station_role where station_id = ${stationId}`;
  return row?.size ?? 0;
};

/** False: they had this role already. */
export const insertStationRole = async (
  db: Db,
  { stationId, accountId, role }: TeamPlace & { role: StationRole },
): Promise<boolean> => {
  const { count } = await db`
    insert into station_role (station_id, account_id, role) values (${stationId}, ${accountId}, ${role})
    on conflict on constraint station_role_pkey do nothing`;
  return count === 1;
};

/** Takes all roles on a station from somebody, and says who that is; null: they had none. */
export const deleteStationRoles = async (db: Db, { stationId, accountId }: TeamPlace): Promise<string | null> => {
  const [row] = await db<{ username: string }[]>`
    delete from station_role using account
    where station_role.station_id = ${stationId} and station_role.account_id = ${accountId}
      and account.id = station_role.account_id
    returning coalesce(account.username, '') as username`;
  return row?.username ?? null;
};
