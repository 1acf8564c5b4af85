import type { Clock } from '@livestreamer/clock';
import { lockRoom, type MessageRecord, messageById, type RoomChanges, type RoomTurn } from '../../chat/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { type ModerationLog, subjectOf } from '../log/moderation-log.ts';
import type { Keeper } from '../moderation-keepers.ts';
import { markAllRemoved, markRemoved, markShown, unpinDeleted } from './message-removal-store.ts';
import { settleReports, settleReportsOfChange } from './message-report-store.ts';

/** What keepers decide about messages. All throw `not_found`. */
export interface MessageRemoval {
  /** Fine when it is deleted already. Settles its reports. */
  remove(keeper: Keeper, id: string): Promise<void>;
  /** Shows what was removed or is held. Throws `forbidden` for what its author deleted, and `not_found` for what was erased since. */
  restore(keeper: Keeper, id: string): Promise<void>;
  /** Nothing is wrong with it. */
  dismissReports(keeper: Keeper, id: string): Promise<void>;
}

interface MessageRemovalOptions {
  readonly sql: Sql;
  readonly changes: RoomChanges;
  readonly log: ModerationLog;
  readonly clock: Pick<Clock, 'now'>;
}

export const createMessageRemoval = ({ sql, changes, log, clock }: MessageRemovalOptions): MessageRemoval => ({
  remove: (keeper, id) =>
    changes.change(keeper.station, async (turn) => {
      const { db } = turn;
      await lockRoom(db, keeper.station.id);
      const record = await messageOf(db, keeper, id);
      if (record.state === 'deleted') return;
      const seq = await turn.nextSeq();
      await markRemoved(db, { id, seq, by: keeper.caller.accountId, at: new Date(clock.now()) });
      await settleReports(db, id);
      turn.tellMessage(id, seq);
      if (await unpinDeleted(db, keeper.station.id)) turn.tellRoom();
      await log(db, keeper, { act: 'message.remove', ...subjectOf(record) });
    }),
  restore: (keeper, id) =>
    changes.change(keeper.station, async (turn) => {
      const { db } = turn;
      await lockRoom(db, keeper.station.id);
      const record = await messageOf(db, keeper, id);
      if (record.state === 'shown') return;
      if (record.deletedByAuthor) throw new AppError('forbidden', { message: 'Its author deleted it.' });
      if (record.text === '') throw new AppError('not_found', { message: 'What it said was erased since.' });
      const seq = await turn.nextSeq();
      await markShown(db, { id, seq });
      turn.tellMessage(id, seq);
      const act = record.heldFor === null ? 'message.restore' : 'message.release';
      await log(db, keeper, { act, ...subjectOf(record) });
    }),
  dismissReports: (keeper, id) =>
    sql.begin(async (tx) => {
      const record = await messageOf(tx, keeper, id);
      if ((await settleReports(tx, id)) > 0) await log(tx, keeper, { act: 'reports.dismiss', ...subjectOf(record) });
    }),
});

/** Removes what the author of a message has said on its station since; in a turn in which the room is locked. */
export const removeMessagesOf = async (
  turn: RoomTurn,
  { keeper, record, since, at }: { keeper: Keeper; record: MessageRecord; since: Date; at: Date },
): Promise<void> => {
  const { db } = turn;
  const stationId = keeper.station.id;
  const { accountId, visitorNumber } = record;
  const seq = await turn.nextSeq();
  await markAllRemoved(db, { stationId, accountId, visitorNumber, since, seq, by: keeper.caller.accountId, at });
  await settleReportsOfChange(db, { stationId, seq });
  turn.tellMany(seq);
  if (await unpinDeleted(db, stationId)) turn.tellRoom();
};

const messageOf = async (db: Db, { station }: Keeper, id: string): Promise<MessageRecord> => {
  const record = await messageById(db, { stationId: station.id, id });
  if (!record) throw new AppError('not_found');
  return record;
};
