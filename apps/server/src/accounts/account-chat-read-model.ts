import type { exportOwnAccount, RouteReply } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** What a person said, liked and reported in chats, and what was done to keep order by and to them. */
export type AccountChat = RouteReply<typeof exportOwnAccount>['chat'];

export const accountChat = async (db: Db, accountId: string): Promise<AccountChat> => {
  const messages = await db<MessageRow[]>`
    select s.slug as station, m.text, m.sent_at, m.edited_at, m.deleted_at, m.address
    from chat_message m join station s on s.id = m.station_id
    where m.account_id = ${accountId}
    order by m.sent_at, m.id`;
  const likes = await db<{ station: string; message: string }[]>`
    select s.slug as station, m.id as message
    from chat_like l join chat_message m on m.id = l.message_id join station s on s.id = m.station_id
    where l.account_id = ${accountId}
    order by m.sent_at, m.id`;
  const reports = await db<{ station: string; message: string; reason: string; reportedAt: Date }[]>`
    select s.slug as station, m.id as message, r.reason, r.reported_at
    from chat_report r join chat_message m on m.id = r.message_id join station s on s.id = m.station_id
    where r.account_id = ${accountId}
    order by r.reported_at, m.id`;
  const restrictions = await db<RestrictionRow[]>`
    select s.slug as station, r.kind, r.reason, r.made_at, r.until
    from chat_restriction r join station s on s.id = r.station_id
    where r.account_id = ${accountId}
    order by r.made_at, r.id`;
  const acts = await db<{ station: string; at: Date; part: 'did' | 'happened'; act: string; reason: string }[]>`
    select s.slug as station, e.at, case when e.actor_id = ${accountId} then 'did' else 'happened' end as part, e.act, e.reason
    from moderation_entry e join station s on s.id = e.station_id
    where e.actor_id = ${accountId} or e.subject_account_id = ${accountId}
    order by e.id`;
  return {
    messages: messages.map(({ sentAt, editedAt, deletedAt, ...message }) => ({
      ...message,
      sentAt: sentAt.toISOString(),
      editedAt: editedAt?.toISOString() ?? null,
      deletedAt: deletedAt?.toISOString() ?? null,
    })),
    likes: [...likes],
    reports: reports.map(({ reportedAt, ...report }) => ({ ...report, reportedAt: reportedAt.toISOString() })),
    restrictions: restrictions.map(({ madeAt, until, ...restriction }) => ({
      ...restriction,
      since: madeAt.toISOString(),
      until: until?.toISOString() ?? null,
    })),
    acts: acts.map(({ at, ...act }) => ({ ...act, at: at.toISOString() })),
  };
};

interface MessageRow {
  readonly station: string;
  readonly text: string;
  readonly sentAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly address: string | null;
}

interface RestrictionRow {
  readonly station: string;
  readonly kind: 'mute' | 'ban';
  readonly reason: string;
  readonly madeAt: Date;
  readonly until: Date | null;
}
