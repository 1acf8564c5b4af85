import type { Db } from '../../platform/postgres/index.ts';

interface Removal {
  /** The change that it is. */
  readonly seq: number;
  readonly by: string;
  readonly at: Date;
}

export const markRemoved = async (db: Db, { id, seq, by, at }: Removal & { id: string }): Promise<void> => {
  await db`
    update chat_message set state = 'deleted', deleted_at = ${at}, deleted_by = ${by}, changed_seq = ${seq}
    where id = ${id}`;
};

/** Everything that an author has said on a station since, and that is not deleted. */
export const markAllRemoved = async (
  db: Db,
  {
    stationId,
    accountId,
    visitorNumber,
    since,
    seq,
    by,
    at,
  }: Removal & { stationId: string; accountId: string | null; visitorNumber: number | null; since: Date },
): Promise<void> => {
  await db`
    update chat_message set state = 'deleted', deleted_at = ${at}, deleted_by = ${by}, changed_seq = ${seq}
    where station_id = ${stationId} and sent_at >= ${since} and state <> 'deleted'
      and ${accountId === null ? db`visitor_number = ${visitorNumber}` : db`account_id = ${accountId}`}`;
};

/** Everybody sees it from now on. */
export const markShown = async (db: Db, { id, seq }: { id: string; seq: number }): Promise<void> => {
  await db`
    update chat_message set state = 'shown', held_for = null, deleted_at = null, deleted_by = null, changed_seq = ${seq}
    where id = ${id}`;
};

/** Takes the pin from a message that is deleted; false: there is none. */
export const unpinDeleted = async (db: Db, stationId: string): Promise<boolean> => {
  const { count } = await db`
    update chat_room set pinned_id = null
    where station_id = ${stationId} and pinned_id in (select id from chat_message where state = 'deleted')`;
  return count > 0;
};
