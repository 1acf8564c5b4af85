import type { Db } from '../platform/postgres/index.ts';

/** An address range that is refused until a time. */
export interface AddressBanRecord {
  /** An IPv4 address or an IPv6 /64. */
  readonly range: string;
  readonly reason: string;
  readonly bannedAt: Date;
  readonly until: Date;
  /** The name of who banned it; null: the server itself. */
  readonly by: string | null;
}

interface NewAddressBan {
  readonly range: string;
  readonly reason: string;
  readonly bannedAt: Date;
  readonly until: Date;
  readonly bannedBy: string | null;
}

/** Where a page of the list ended: the newest first. */
export type AddressBanPageKey = readonly [bannedAt: string, range: string];

/** A range that is banned already stays banned until the later of the two times. */
export const upsertAddressBan = async (db: Db, ban: NewAddressBan): Promise<void> => {
  const { range, reason, bannedAt, until, bannedBy } = ban;
  await db`
    insert into address_ban (range, reason, banned_at, until, banned_by)
    values (${range}, ${reason}, ${bannedAt}, ${until}, ${bannedBy})
    on conflict on constraint address_ban_pkey do update
    set reason = excluded.reason, banned_at = excluded.banned_at, banned_by = excluded.banned_by,
      until = greatest(address_ban.until, excluded.until)`;
};

/** What is banned now, for keeping in memory: at most so many, and those that people banned before those that the server did. */
export const bannedRanges = (
  db: Db,
  { now, most }: { now: Date; most: number },
): Promise<{ range: string; until: Date }[]> => db<{ range: string; until: Date }[]>`
  select range, until from address_ban where until > ${now}
  order by banned_by is null, banned_at desc, range desc
  limit ${most}`;

/** The bans of now after `after` (null: from the start), the newest first. */
export const addressBanPage = (
  db: Db,
  { after, limit, now }: { after: AddressBanPageKey | null; limit: number; now: Date },
): Promise<AddressBanRecord[]> => {
  const [bannedAt, range] = after ?? [];
  const onwards = after ? db`and (ban.banned_at, ban.range) < (${bannedAt ?? ''}::timestamptz, ${range ?? ''})` : db``;
  return db<AddressBanRecord[]>`
    select ban.range, ban.reason, ban.banned_at, ban.until, account.username as by
    from address_ban ban left join account on account.id = ban.banned_by
    where ban.until > ${now} ${onwards}
    order by ban.banned_at desc, ban.range desc
    limit ${limit}`;
};

/** False: it was not banned. */
export const deleteAddressBan = async (db: Db, range: string): Promise<boolean> => {
  const { count } = await db`delete from address_ban where range = ${range}`;
  return count > 0;
};

/** Forgets what is over, and of what the server banned by itself all but the newest. */
export const sweepAddressBans = async (db: Db, { now, most }: { now: Date; most: number }): Promise<void> => {
  await db`delete from address_ban where until <= ${now}`;
  await db`
    delete from address_ban where range in (
      select range from address_ban where banned_by is null order by banned_at desc, range desc offset ${most})`;
};
