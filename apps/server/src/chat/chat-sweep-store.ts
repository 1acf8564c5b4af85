import type { Db } from '../platform/postgres/index.ts';

interface SweepStep {
  readonly before: Date;
  /** At once; the rest waits for the next step. */
  readonly limit: number;
}

/** Erases what deleted messages said, and what others had to say against them. How many there were. */
export const eraseDeletedTexts = async (db: Db, { before, limit }: SweepStep): Promise<number> => {
  const { count } = await db`
    with erased as (
      update chat_message set text = '', mentions = '{}'
      where id in (
        select id from chat_message where deleted_at < ${before} and text <> '' order by deleted_at limit ${limit}
        for update skip locked)
      returning id
    ), settled as (delete from chat_report where message_id in (select id from erased))
    select from erased`;
  return count;
};

/** Forgets from which addresses and browsers messages came. How many there were. */
export const forgetAddresses = async (db: Db, { before, limit }: SweepStep): Promise<number> => {
  const { count } = await db`
    update chat_message set address = null, browser_hash = null
    where id in (
      select id from chat_message where sent_at < ${before} and address is not null order by sent_at limit ${limit}
      for update skip locked)`;
  return count;
};

/** Forgets mutes and bans that are over: whom they named, from which address, and why. How many there were. */
export const forgetEndedRestrictions = async (db: Db, { before, limit }: SweepStep): Promise<number> => {
  const { count } = await db`
    delete from chat_restriction
    where id in (select id from chat_restriction where until < ${before} limit ${limit} for update skip locked)`;
  return count;
};
