import { artworkOf, type Broadcast, getBroadcast } from '@livestreamer/contracts';
import type { Caller, RouteRegistrar } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { mayEditBroadcast } from './broadcast-edit-policy.ts';
import { type BroadcastRecord, broadcastById } from './broadcast-store.ts';
import type { RunningBroadcast } from './running-broadcast.ts';

/** What modules above know of a broadcast. */
export type BroadcastExtras = Pick<Broadcast, 'recording' | 'bookmarked'>;

export interface BroadcastRoutesOptions {
  readonly sql: Sql;
  readonly runningOn: (stationId: string) => RunningBroadcast | undefined;
  readonly extrasOf: (record: BroadcastRecord, caller: Caller | null) => Promise<BroadcastExtras>;
}

/** A show as this caller may see it; throws `not_found`. */
export type DescribeBroadcast = (id: string, caller: Caller | null) => Promise<Broadcast>;

export const createBroadcastDescription =
  ({ sql, runningOn, extrasOf }: BroadcastRoutesOptions): DescribeBroadcast =>
  async (id, caller) => {
    const record = await broadcastById(sql, id);
    if (!record || !isVisible(record, caller)) throw new AppError('not_found');
    const running = runningOn(record.stationId);
    const newest = running?.id === id ? { ...record, ...running.checkpoint() } : record;
    return broadcastReply(newest, { editable: mayEditBroadcast(caller, record), ...(await extrasOf(record, caller)) });
  };

export const broadcastRoutes =
  (describe: DescribeBroadcast) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(getBroadcast, ({ params: { id } }, { caller }) => describe(id, caller));
  };

/** Whether somebody may see a show: what is over is hidden until it is published, and what was deleted is gone. */
export const isVisible = (record: BroadcastRecord, caller: Caller | null): boolean =>
  (record.state !== 'ended' && record.deletedAt === null) || mayEditBroadcast(caller, record);

/** A show as it goes out. */
export const broadcastReply = (
  record: BroadcastRecord,
  { editable, recording, bookmarked }: BroadcastExtras & { readonly editable: boolean },
): Broadcast => ({
  id: record.id,
  station: record.station,
  stationName: record.stationName,
  title: record.title,
  description: record.description,
  state: record.state,
  plannedStart: record.plannedStart?.toISOString() ?? null,
  plannedEnd: record.plannedEnd?.toISOString() ?? null,
  startedAt: record.startedAt?.toISOString() ?? null,
  endedAt: record.endedAt?.toISOString() ?? null,
  publishedAt: record.publishedAt?.toISOString() ?? null,
  deletedAt: record.deletedAt?.toISOString() ?? null,
  peak: record.peak,
  listenerSeconds: record.listenerSeconds,
  hearts: record.hearts,
  heartMinutes: [...record.heartMinutes],
  tracklist: [...record.tracklist],
  links: [...record.links],
  tags: [...record.tags],
  artwork: record.pictureId === null ? null : artworkOf(record.pictureId),
  recording,
  revision: record.revision,
  editable,
  bookmarked,
});
