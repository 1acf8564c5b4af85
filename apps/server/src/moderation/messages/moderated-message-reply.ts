import type { ModeratedMessage } from '@livestreamer/contracts';
import { type MessageRecord, messageReplyToInsider } from '../../chat/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { openReportsOf, usernamesOf } from './moderated-message-read-model.ts';

/** Messages as those who keep order see them. */
export const moderatedReplies = async (db: Db, records: readonly MessageRecord[]): Promise<ModeratedMessage[]> => {
  const reports = await openReportsOf(
    db,
    records.map(({ id }) => id),
  );
  const removers = records.flatMap(({ deletedBy }) => deletedBy ?? []);
  const names = await usernamesOf(db, removers);
  return records.map((record) => ({
    ...messageReplyToInsider(record),
    original: record.text === '' ? null : record.text,
    deletedBy: record.state === 'deleted' ? { username: removerOf(record, names) } : null,
    heldFor: record.heldFor,
    openReports: reports.get(record.id) ?? 0,
  }));
};

/** Null: its author, also when it was removed before; or somebody whose account is gone. */
const removerOf = ({ deletedBy, deletedByAuthor }: MessageRecord, names: ReadonlyMap<string, string>): string | null =>
  deletedByAuthor || deletedBy === null ? null : (names.get(deletedBy) ?? null);
