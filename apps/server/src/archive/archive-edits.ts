import type { Clock } from '@livestreamer/clock';
import {
  type BroadcastActs,
  type BroadcastMove,
  type BroadcastRecord,
  broadcastById,
  mayEditBroadcast,
  nextBroadcastState,
} from '../broadcasts/index.ts';
import { type CallContext, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import {
  type BroadcastEdit,
  lockBroadcast,
  saveBroadcastEdit,
  setBroadcastState,
  setDeletedAt,
} from './broadcast-edit-store.ts';

/** What people do with shows that are over, and what they say of all. */
export interface ArchiveEdits {
  /** Throws `edited_meanwhile` when another revision is there by now. */
  edit(context: CallContext, edit: { id: string; revision: number; edit: BroadcastEdit }): Promise<void>;
  publish(context: CallContext, id: string): Promise<void>;
  withdraw(context: CallContext, id: string): Promise<void>;
  remove(context: CallContext, id: string): Promise<void>;
  restore(context: CallContext, id: string): Promise<void>;
}

interface ArchiveEditsOptions {
  readonly sql: Sql;
  readonly acts: BroadcastActs;
  /** What lists show of this show is not true any more; called after the commit. */
  readonly onChanged: (show: { broadcastId: string; stationId: string }) => Promise<void>;
  readonly clock: Pick<Clock, 'now'>;
}

export const createArchiveEdits = ({ sql, acts, onChanged, clock }: ArchiveEditsOptions): ArchiveEdits => {
  /** One show in one transaction, in nobody else's hands. `isDeleted`: which kind is looked for. */
  const change = async (
    context: CallContext,
    { id, action, isDeleted = false }: { id: string; action: ArchiveAction; isDeleted?: boolean },
    run: (tx: Db, record: BroadcastRecord) => Promise<void>,
  ): Promise<void> => {
    const caller = requireCaller(context);
    const changed = await sql.begin(async (tx) => {
      await lockBroadcast(tx, id);
      const record = await broadcastById(tx, id);
      if (!record || !mayEditBroadcast(caller, record) || (record.deletedAt !== null) !== isDeleted)
        throw new AppError('not_found');
      await run(tx, record);
      await acts.note(tx, { context, show: record, action });
      return record;
    });
    await onChanged({ broadcastId: id, stationId: changed.stationId });
  };

  const move = (by: BroadcastMove, action: ArchiveAction) => (context: CallContext, id: string) =>
    change(context, { id, action }, async (tx, record) => {
      assertOver(record);
      const state = nextBroadcastState(record.state, by);
      const publishedAt = state === 'published' ? (record.publishedAt ?? new Date(clock.now())) : null;
      await setBroadcastState(tx, { id, state, publishedAt });
    });

  return {
    edit: (context, { id, revision, edit }) =>
      change(context, { id, action: 'broadcast.edit' }, async (tx, record) => {
        if (edit.tracklist && isOnAir(record)) throw new AppError('on_air');
        if (!(await saveBroadcastEdit(tx, { id, revision, edit }))) throw new AppError('edited_meanwhile');
      }),
    publish: move('published', 'broadcast.publish'),
    withdraw: move('withdrawn', 'broadcast.withdraw'),
    remove: (context, id) =>
      change(context, { id, action: 'broadcast.delete' }, async (tx, record) => {
        assertOver(record);
        await setDeletedAt(tx, { id, deletedAt: new Date(clock.now()) });
      }),
    restore: (context, id) =>
      change(context, { id, action: 'broadcast.restore', isDeleted: true }, async (tx) => {
        await setDeletedAt(tx, { id, deletedAt: null });
      }),
  };
};

type ArchiveAction = Parameters<BroadcastActs['note']>[1]['action'];

const isOnAir = ({ state }: BroadcastRecord): boolean => state === 'live' || state === 'reconnecting';

const assertOver = ({ state }: BroadcastRecord): void => {
  if (state !== 'ended' && state !== 'published') throw new AppError('not_finished');
};
