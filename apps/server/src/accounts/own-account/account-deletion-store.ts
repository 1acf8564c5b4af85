import { forgetInAudit } from '../../access/index.ts';
import { forgetLettersTo } from '../../mail/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { eraseFromChat } from './account-chat-erasure-store.ts';

/** Deleted for everybody, at once. False: it was already, or was never there. */
export const markDeleted = async (db: Db, { accountId, at }: { accountId: string; at: Date }): Promise<boolean> => {
  const { count } = await db`update account set deleted_at = ${at} where id = ${accountId} and deleted_at is null`;
  return count === 1;
};

/** There again, as it was. False: it was not deleted, or is erased. */
export const restoreDeleted = async (db: Db, accountId: string): Promise<boolean> => {
  const { count } = await db`
    update account set deleted_at = null where id = ${accountId} and deleted_at is not null and erased_at is null`;
  return count === 1;
};

/** Somebody to be forgotten. */
interface Person {
  readonly accountId: string;
  readonly email: string;
}

/** Accounts whose address was never confirmed, and that have no letter any more that would; all that hangs on them goes with them. */
export const deleteUnconfirmed = async (
  db: Db,
  { createdBefore, now }: { createdBefore: Date; now: Date },
): Promise<void> => {
  const gone = await db<Person[]>`
    delete from account
    where confirmed_at is null and deleted_at is null and created_at < ${createdBefore}
      and not exists (
        select from one_time_link
        where account_id = account.id and purpose = 'confirm-account' and expires_at > ${now})
    returning id as account_id, email`;
  for (const { accountId, email } of gone) {
    await forgetLettersTo(db, email);
    await forgetInAudit(db, { accountId, email: null });
  }
};

/** One account that waits to be erased, locked; those that another server works on are left out. */
export const nextToErase = async (db: Db, { deletedBefore }: { deletedBefore: Date }): Promise<Person | null> => {
  const [row] = await db<Person[]>`
    select id as account_id, email from account
    where deleted_at < ${deletedBefore} and erased_at is null
    order by deleted_at limit 1 for update skip locked`;
  return row ?? null;
};

/** Forgets the person. The row stays for what refers to it (stations, shows, the audit log), and says nothing. */
export const erase = async (db: Db, { accountId, email, at }: Person & { at: Date }): Promise<void> => {
  await forgetLettersTo(db, email);
  await forgetInAudit(db, { accountId, email });
  await db`update invitation set email = null where used_by = ${accountId} or lower(email) = lower(${email})`;
  await db`delete from session where account_id = ${accountId}`;
  await db`delete from one_time_link where account_id = ${accountId}`;
  await db`delete from second_factor where account_id = ${accountId}`;
  await db`delete from recovery_code where account_id = ${accountId}`;
  await db`delete from passkey where account_id = ${accountId}`;
  await db`delete from stream_key where account_id = ${accountId}`;
  await db`delete from account_role where account_id = ${accountId}`;
  await db`delete from station_role where account_id = ${accountId}`;
  await db`delete from reminder where account_id = ${accountId}`;
  await db`delete from bookmark where account_id = ${accountId}`;
  await eraseFromChat(db, { accountId, at });
  await db`
    update account
    set erased_at = ${at}, username = null, username_key = null, email = null, email_key = null,
      password_hash = null, ban_reason = case when banned_at is null then null else '' end
    where id = ${accountId}`;
};
