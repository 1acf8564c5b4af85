import type { CallContext, Caller } from '../platform/http/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import type { BroadcastActs } from './broadcast-acts.ts';
import { mayEditBroadcast } from './broadcast-edit-policy.ts';
import { broadcastById } from './broadcast-store.ts';

/** What those who keep pictures must know of shows. */
export interface BroadcastPictureRights {
  /** Whether there is such a show, and the caller may edit it. */
  mayEditBroadcast(caller: Caller, broadcastId: string): Promise<boolean>;
  /** Remembers that somebody changed its picture. */
  noteBroadcast(db: Db, act: { context: CallContext; broadcastId: string }): Promise<void>;
}

export const createBroadcastPictureRights = ({
  sql,
  acts,
}: {
  sql: Sql;
  acts: BroadcastActs;
}): BroadcastPictureRights => ({
  mayEditBroadcast: async (caller, broadcastId) => {
    const show = await broadcastById(sql, broadcastId);
    return show !== null && mayEditBroadcast(caller, show);
  },
  noteBroadcast: async (db, { context, broadcastId }) => {
    const show = await broadcastById(db, broadcastId);
    if (show) await acts.note(db, { context, show, action: 'broadcast.artwork' });
  },
});
