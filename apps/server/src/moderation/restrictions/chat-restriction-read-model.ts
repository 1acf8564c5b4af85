import type { ChatRestriction } from '@livestreamer/contracts';
import type { Db, Fragment } from '../../platform/postgres/index.ts';
import { visitorName } from '../log/moderation-log.ts';
import type { RestrictedTarget } from './chat-restriction-store.ts';

/** Where a page of the list ended. */
export type RestrictionPageKey = readonly [madeAt: string, id: string];

/** A restriction as those who keep order see it. */
export interface RestrictionRow extends RestrictedTarget {
  readonly id: string;
  readonly kind: ChatRestriction['kind'];
  readonly username: string | null;
  readonly reason: string;
  /** Null: their account is gone. */
  readonly madeByName: string | null;
  readonly madeAt: Date;
  readonly until: Date | null;
}

/** Who is restricted on a station now, the newest first. Who has left is not told of, though the restriction holds should they come back. */
export const restrictionPage = (
  db: Db,
  { stationId, now, after, limit }: { stationId: string; now: Date; after: RestrictionPageKey | null; limit: number },
): Promise<RestrictionRow[]> => {
  const [madeAt, id] = after ?? [];
  const onwards = after ? db`and (r.made_at, r.id) < (${madeAt ?? ''}::timestamptz, ${id ?? ''}::uuid)` : db``;
  return restrictionsWhere(db, {
    limit,
    condition: db`r.station_id = ${stationId} and (r.until is null or r.until > ${now}) ${onwards}`,
  });
};

/** These, whatever became of the person. */
export const restrictionsByIds = (db: Db, ids: readonly string[]): Promise<RestrictionRow[]> =>
  restrictionsWhere(db, { limit: ids.length, condition: db`r.id = any(${[...ids]}::uuid[])` });

const restrictionsWhere = (
  db: Db,
  { condition, limit }: { condition: Fragment; limit: number },
): Promise<RestrictionRow[]> =>
  db<RestrictionRow[]>`
    select r.id, r.kind, r.account_id, person.username, r.visitor_number, r.address, r.reason, maker.username as made_by_name,
      r.made_at, r.until
    from chat_restriction r
      left join account person on person.id = r.account_id
      left join account maker on maker.id = r.made_by and maker.deleted_at is null
    where person.deleted_at is null and ${condition}
    order by r.made_at desc, r.id desc
    limit ${limit}`;

/** As the contracts have it. */
export const restrictionReply = (row: RestrictionRow): ChatRestriction => ({
  id: row.id,
  kind: row.kind,
  ...targetReply(row),
  reason: row.reason,
  madeBy: row.madeByName,
  madeAt: row.madeAt.toISOString(),
  until: row.until?.toISOString() ?? null,
});

const targetReply = ({
  accountId,
  username,
  visitorNumber,
  address,
}: RestrictionRow): Pick<ChatRestriction, 'who' | 'whom'> => {
  if (address !== null) return { whom: 'address', who: address };
  if (accountId !== null || visitorNumber === null) return { whom: 'account', who: username ?? '' };
  return { whom: 'visitor', who: visitorName(visitorNumber) };
};
