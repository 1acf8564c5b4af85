import type { AuditAction } from '@livestreamer/contracts';
import type { AuditLog } from '../access/index.ts';
import { type CallContext, requireCaller } from '../platform/http/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import type { BroadcastRecord } from './broadcast-store.ts';

/** What people do with shows of others. */
export interface BroadcastActs {
  /** Remembers it, unless the show or its station is the caller's own: with those one does as one likes. */
  note(db: Db, act: BroadcastAct): Promise<void>;
}

interface BroadcastAct {
  readonly context: CallContext;
  readonly show: Pick<BroadcastRecord, 'id' | 'title' | 'station' | 'accountId' | 'stationOwnerId'>;
  readonly action: Extract<AuditAction, `broadcast.${string}`>;
}

export const createBroadcastActs = ({ audit }: { audit: AuditLog }): BroadcastActs => ({
  note: async (db, { context, show, action }) => {
    const actor = requireCaller(context);
    if (actor.accountId === show.accountId || actor.accountId === show.stationOwnerId) return;
    const details = { title: show.title, station: show.station };
    await audit.record(db, { actor, action, subject: `broadcast:${show.id}`, details, address: context.address });
  },
});
