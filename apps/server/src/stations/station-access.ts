import type { AuditAction } from '@livestreamer/contracts';
import type { AuditLog } from '../access/index.ts';
import { type CallContext, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Db, Json, Sql } from '../platform/postgres/index.ts';
import { mayEditStation } from './station-edit-policy.ts';
import { type StationRecord, stationBySlug } from './station-store.ts';

interface StationChange {
  readonly station: Pick<StationRecord, 'slug' | 'ownerId'>;
  readonly context: CallContext;
  readonly action: Extract<AuditAction, `station.${string}`>;
  readonly details?: Readonly<Record<string, Json>>;
}

/** What all routes share that change a station. */
export interface StationAccess {
  /** The station, if the caller may change it; throws `not_found` or `forbidden`. */
  editable(slug: string, context: CallContext): Promise<StationRecord>;
  /** Remembers what somebody changed whose station it is not: with one's own, one does as one likes. */
  note(db: Db, change: StationChange): Promise<void>;
}

export const createStationAccess = ({ sql, audit }: { sql: Sql; audit: AuditLog }): StationAccess => ({
  editable: async (slug, context) => {
    const station = await stationBySlug(sql, slug);
    if (!station) throw new AppError('not_found');
    if (!mayEditStation(requireCaller(context), station)) throw new AppError('forbidden');
    return station;
  },
  note: async (db, { station, context, action, details = {} }) => {
    const actor = requireCaller(context);
    if (actor.accountId === station.ownerId) return;
    await audit.record(db, { actor, action, subject: `station:${station.slug}`, details, address: context.address });
  },
});
