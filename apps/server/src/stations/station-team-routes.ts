import { type AuditAction, addToTeam, LIMITS, listTeam, removeFromTeam } from '@livestreamer/contracts';
import type { AuditLog } from '../access/index.ts';
import { accountByUsername } from '../accounts/index.ts';
import { type CallContext, type Caller, type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import { type StationRecord, stationBySlug } from './station-store.ts';
import { deleteStationRoles, insertStationRole, lockTeam, teamOf, teamSize } from './station-team-store.ts';

export interface StationTeamOptions {
  readonly sql: Sql;
  readonly audit: AuditLog;
  /** Somebody may not broadcast on a station any more. */
  readonly onLeft: (left: { accountId: string; stationId: string }) => void;
}

/** A change of a team, for the log: only what those change whose station it is not is an administrative act. */
interface TeamChange {
  readonly action: Extract<AuditAction, `station.${string}`>;
  readonly accountId: string;
  readonly username: string;
  readonly role?: string;
}

/** Who helps on a station: for its owner, and for whoever may manage all stations. */
export const stationTeamRoutes = ({ sql, audit, onLeft }: StationTeamOptions) => {
  const stationFor = async (slug: string, { accountId, permissions }: Caller): Promise<StationRecord> => {
    const station = await stationBySlug(sql, slug);
    if (!station) throw new AppError('not_found');
    if (station.ownerId !== accountId && !permissions.includes('station.manage')) throw new AppError('forbidden');
    return station;
  };

  const record = async (
    db: Db,
    { station, context, change }: { station: StationRecord; context: CallContext; change: TeamChange },
  ): Promise<void> => {
    const actor = requireCaller(context);
    if (actor.accountId === station.ownerId) return;
    const { action, ...details } = change;
    await audit.record(db, { actor, action, subject: `station:${station.slug}`, details, address: context.address });
  };

  return (registrar: RouteRegistrar): void => {
    registrar.add(listTeam, async ({ params }, context) => {
      const station = await stationFor(params.station, requireCaller(context));
      return { items: await teamOf(sql, station.id) };
    });

    registrar.add(addToTeam, async ({ params, body: { username: name, role } }, context) => {
      const caller = requireCaller(context);
      const station = await stationFor(params.station, caller);
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
          await record(tx, { station, context, change: { action: 'station.team-add', accountId, username, role } });
        return { accountId, username, role };
      });
    });

    registrar.add(removeFromTeam, async ({ params: { station: slug, account: accountId } }, context) => {
      const station = await stationFor(slug, requireCaller(context));
      await sql.begin(async (tx) => {
        await lockTeam(tx, station.id);
        const username = await deleteStationRoles(tx, { stationId: station.id, accountId });
        if (username === null) throw new AppError('not_found');
        await record(tx, { station, context, change: { action: 'station.team-remove', accountId, username } });
      });
      onLeft({ accountId, stationId: station.id });
      return undefined;
    });
  };
};
