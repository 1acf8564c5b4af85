import type { Db } from '../../platform/postgres/index.ts';

/**
 * Forgets what somebody said, and their name where others called it with an `@`. Call it while the account still has its name. Places of messages stay, as
 * those of deleted ones; each room takes one change for it, so that pages find out. Who did what to keep order stays, by id.
 */
export const eraseFromChat = async (db: Db, { accountId, at }: { accountId: string; at: Date }): Promise<void> => {
  await db`
    with room as (
      update chat_room set seq = seq + 1
      where station_id in (select station_id from chat_message where account_id = ${accountId})
      returning station_id, seq
    )
    update chat_message m
    set account_id = null, address = null, browser_hash = null, text = '', mentions = '{}', state = 'deleted',
      deleted_at = coalesce(m.deleted_at, ${at}), deleted_by_author = true, changed_seq = room.seq
    from room
    where m.station_id = room.station_id and m.account_id = ${accountId}`;
  await db`
    update chat_message set mentions = array_remove(mentions, account.username)
    from account
    where account.id = ${accountId} and mentions <> '{}' and mentions @> array[account.username]`;
  await db`
    update chat_message set likes = likes - 1
    where id in (select message_id from chat_like where account_id = ${accountId})`;
  await db`delete from chat_like where account_id = ${accountId}`;
  await db`delete from chat_report where account_id = ${accountId}`;
  await db`delete from chat_restriction where account_id = ${accountId}`;
  await db`update moderation_entry set actor_name = null where actor_id = ${accountId}`;
  await db`update moderation_entry set subject = '', reason = '' where subject_account_id = ${accountId}`;
};
