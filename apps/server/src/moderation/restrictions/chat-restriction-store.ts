import type { ChatRestrictionNotice } from '@livestreamer/contracts';
import type { Db } from '../../platform/postgres/index.ts';

/** What a restriction holds on to: an account, with its browser if that is known; a visitor; or an address. */
export interface RestrictedTarget {
  readonly accountId: string | null;
  readonly visitorNumber: number | null;
  /** An address, or an IPv6 /64. */
  readonly address: string | null;
}

interface NewRestriction extends RestrictedTarget {
  readonly stationId: string;
  readonly kind: ChatRestrictionNotice['kind'];
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly until: Date | null;
}

/** Puts a restriction in the place of one of the same kind; says how it is called. */
export const replaceRestriction = async (db: Db, restriction: NewRestriction): Promise<string> => {
  const { stationId, kind, accountId, visitorNumber, address, reason, madeBy, madeAt, until } = restriction;
  await db`
    delete from chat_restriction
    where station_id = ${stationId} and kind = ${kind} and account_id is not distinct from ${accountId}
      and address is not distinct from ${address}
      and ${accountId === null ? db`visitor_number is not distinct from ${visitorNumber}` : db`true`}`;
  const [row] = await db<{ id: string }[]>`
    insert into chat_restriction (station_id, kind, account_id, visitor_number, address, reason, made_by, made_at, until)
    values (${stationId}, ${kind}, ${accountId}, ${visitorNumber}, ${address}, ${reason}, ${madeBy}, ${madeAt}, ${until})
    returning id`;
  if (!row) throw new Error('A restriction was not stored.');
  return row.id;
};

/** The browser that the account wrote a message with; null: none is known, or it is forgotten. */
export const browserHashOf = async (db: Db, messageId: string): Promise<string | null> => {
  const [row] = await db<{ browserHash: string | null }[]>`
    select browser_hash from chat_message where id = ${messageId}`;
  return row?.browserHash ?? null;
};

/** Forgets those of a station that are over. */
export const deleteEndedRestrictions = async (
  db: Db,
  { stationId, now }: { stationId: string; now: Date },
): Promise<void> => {
  await db`delete from chat_restriction where station_id = ${stationId} and until <= ${now}`;
};

/** Takes one for the transaction; null: there is none, or it is over. */
export const lockRestriction = async (
  db: Db,
  { stationId, id, now }: { stationId: string; id: string; now: Date },
): Promise<RestrictedTarget | null> => {
  const [row] = await db<RestrictedTarget[]>`
    select account_id, visitor_number, address from chat_restriction
    where station_id = ${stationId} and id = ${id} and (until is null or until > ${now})
    for update`;
  return row ?? null;
};

export const deleteRestriction = async (db: Db, id: string): Promise<void> => {
  await db`delete from chat_restriction where id = ${id}`;
};

interface Notice {
  readonly kind: ChatRestrictionNotice['kind'];
  readonly reason: string;
  readonly until: Date | null;
}

interface Suspect extends RestrictedTarget {
  readonly stationId: string;
  readonly browserHash: string | null;
  readonly now: Date;
}

/**
 * What restricts somebody most: a ban before a mute, of the same kind the one that ends last. Null: nothing does. Whose browser an account wrote with
 * that is banned everywhere is banned with it, as long as that is remembered.
 */
export const strongestRestriction = async (
  db: Db,
  { stationId, accountId, visitorNumber, browserHash, address, now }: Suspect,
): Promise<Notice | null> => {
  const [row] = await db<Notice[]>`
    select kind, reason, until from (
      select kind, reason, until from chat_restriction
      where station_id = ${stationId} and (until is null or until > ${now})
        and (account_id = ${accountId} or visitor_number = ${visitorNumber} or address = ${address})
      union all
      select 'ban', ban_reason, banned_until from account
      where banned_at is not null and (banned_until is null or banned_until > ${now})
        and id in (select account_id from chat_message where browser_hash = ${browserHash})
    ) restriction
    order by kind = 'ban' desc, until desc nulls first
    limit 1`;
  return row ?? null;
};
