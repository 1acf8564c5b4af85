import { type Broadcast, getBroadcast } from '@livestreamer/contracts';
import { type Caller, type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { type BroadcastRecord, broadcastById } from './broadcast-store.ts';
import type { RunningBroadcast } from './running-broadcast.ts';

interface BroadcastRoutesOptions {
  readonly sql: Sql;
  readonly runningOn: (stationId: string) => RunningBroadcast | undefined;
}

export const broadcastRoutes =
  ({ sql, runningOn }: BroadcastRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(getBroadcast, async ({ params: { id } }, context) => {
      const record = await broadcastById(sql, id);
      if (!record || !mayEdit(requireCaller(context), record)) throw new AppError('not_found');
      const running = runningOn(record.stationId);
      return replyOf({ ...record, ...(running?.id === id ? running.checkpoint() : {}) });
    });
  };

const mayEdit = ({ accountId, permissions }: Caller, { stationOwnerId }: BroadcastRecord): boolean =>
  stationOwnerId === accountId || permissions.includes('station.manage');

const replyOf = (record: BroadcastRecord): Broadcast => ({
  id: record.id,
  station: record.station,
  title: record.title,
  state: record.state,
  startedAt: record.startedAt.toISOString(),
  endedAt: record.endedAt?.toISOString() ?? null,
  peak: record.peak,
  listenerSeconds: record.listenerSeconds,
});
