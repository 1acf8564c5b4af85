import { addToTeam, LIMITS, listTeam, removeFromTeam } from '@livestreamer/contracts';
import { accountByUsername } from '../accounts/index.ts';
import { type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationAccess } from './station-access.ts';
import { deleteStationRoles, insertStationRole, lockTeam, teamOf, teamSize } from './station-team-store.ts';

export interface StationTeamOptions {
  readonly sql: Sql;
  readonly access: StationAccess;
  /** Somebody may not broadcast on a station any more. */
  readonly onLeft: (left: { accountId: string; stationId: string }) => void;
}

/** Who helps on a station: for its owner, and for whoever may manage all stations. */
export const stationTeamRoutes = ({ sql, access, onLeft }: StationTeamOptions) => {
  const { editable, note } = access;

  return (registrar: RouteRegistrar): void => {
    registrar.add(listTeam, async ({ params }, context) => {
      const station = await editable(params.station, context);
      return { items: await teamOf(sql, station.id) };
    });

    registrar.add(addToTeam, async ({ params, body: { username: name, role } }, context) => {
      const caller = requireCaller(context);
      const station = await editable(params.station, context);
      if (role === 'co-broadcaster' && !caller.permissions.includes('station.broadcast'))
        throw new AppError('forbidden', { message: 'Only who may broadcast can let others broadcast.' });
      return sql.begin(async (tx) => {
        await lockTeam(tx, station.id);
        const account = await accountByUsername(tx, name);
        if (!account || account.deletedAt) throw new AppError('not_found', { message: 'Nobody here has that name.' });
        const { id: accountId, username } = account;
        if (accountId === station.ownerId)
          throw new AppError('bad_request', { message: 'This is the owner, who may do everything here already.' });
        const isNew = await insertStationRole(tx, { stationId: station.id, accountId, role });
        if ((await teamSize(tx, station.id)) > LIMITS.teamPerStation) throw new AppError('too_many_of_these');
        if (isNew)
          await note(tx, { station, context, action: 'station.team-add', details: { accountId, username, role } });
        return { accountId, username, role };
      });
    });

    registrar.add(removeFromTeam, async ({ params: { station: slug, account: accountId } }, context) => {
      const station = await editable(slug, context);
      await sql.begin(async (tx) => {
        await lockTeam(tx, station.id);
        const username = await deleteStationRoles(tx, { stationId: station.id, accountId });
        if (username === null) throw new AppError('not_found');
        await note(tx, { station, context, action: 'station.team-remove', details: { accountId, username } });
      });
      onLeft({ accountId, stationId: station.id });
      return undefined;
    });
  };
};
