import type { Db, Fragment } from '../platform/postgres/index.ts';

/** What is known of who wrote a message; no name and no number: an account that is gone. */
export interface AuthorFacts {
  readonly accountId: string | null;
  /** Null: deleted, or no member. */
  readonly username: string | null;
  readonly badge: 'owner' | 'moderator' | null;
  readonly visitorNumber: number | null;
}

/** What a message answers, as it is now. */
interface AnsweredMessage extends AuthorFacts {
  readonly id: string;
  readonly state: MessageRecord['state'];
  readonly text: string;
}

/** A message with everything that those who keep order may know of it. */
export interface MessageRecord extends AuthorFacts {
  readonly id: string;
  readonly stationId: string;
  readonly seq: number;
  /** The last change that it went through. */
  readonly changedSeq: number;
  readonly broadcastId: string | null;
  /** An address, or an IPv6 /64; null: forgotten. */
  readonly address: string | null;
  /** As its author last wrote it, also when it is deleted; empty: erased. */
  readonly text: string;
  readonly mentions: readonly string[];
  readonly sentAt: Date;
  readonly editedAt: Date | null;
  readonly state: 'shown' | 'held' | 'deleted';
  /** The rule for which nobody saw it yet. */
  readonly heldFor: string | null;
  readonly deletedAt: Date | null;
  readonly deletedBy: string | null;
  readonly deletedByAuthor: boolean;
  readonly likes: number;
  readonly replyTo: AnsweredMessage | null;
}

/** The message of a room, whatever its state. */
export const messageById = async (
  db: Db,
  { stationId, id }: { stationId: string; id: string },
): Promise<MessageRecord | null> => {
  const [record] = await messagesWhere(db, db`m.station_id = ${stationId} and m.id = ${id}`);
  return record ?? null;
};

/**
 * Messages under a condition and in an order on `chat_message m`. A message whose author's account is deleted has no name; it may come back.
 */
export const messagesWhere = async (
  db: Db,
  condition: Fragment,
  { order = db`m.seq`, limit = null }: { order?: Fragment; limit?: number | null } = {},
): Promise<MessageRecord[]> => {
  const rows = await db<MessageRow[]>`
    select m.id, m.station_id, m.seq::float8 as seq, m.changed_seq::float8 as changed_seq, m.broadcast_id, m.address, m.text,
      m.mentions, m.sent_at, m.edited_at, m.state, m.held_for, m.deleted_at, m.deleted_by, m.deleted_by_author, m.likes,
      m.account_id, author.username, m.visitor_number, ${badgeOf(db, db`m.account_id`)} as badge,
      r.id as reply_id, r.state as reply_state, r.text as reply_text, r.account_id as reply_account_id,
      answered.username as reply_username, r.visitor_number as reply_visitor_number,
      ${badgeOf(db, db`r.account_id`)} as reply_badge
    from chat_message m
      join station on station.id = m.station_id
      left join account author on author.id = m.account_id and author.deleted_at is null
      left join chat_message r on r.id = m.reply_to_id
      left join account answered on answered.id = r.account_id and answered.deleted_at is null
    where ${condition}
    order by ${order}
    limit ${limit}`;
  return rows.map(recordOf);
};

/** Who keeps order on the station carries a badge. */
const badgeOf = (db: Db, accountId: Fragment): Fragment => db`
  case
    when ${accountId} = station.owner_id then 'owner'
    when exists (
      select from station_role
      where station_role.station_id = station.id and station_role.account_id = ${accountId} and station_role.role = 'moderator'
    ) then 'moderator'
  end`;

interface MessageRow extends Omit<MessageRecord, 'replyTo'> {
  readonly replyId: string | null;
  readonly replyState: MessageRecord['state'];
  readonly replyText: string;
  readonly replyAccountId: string | null;
  readonly replyUsername: string | null;
  readonly replyVisitorNumber: number | null;
  readonly replyBadge: AuthorFacts['badge'];
}

const recordOf = (row: MessageRow): MessageRecord => {
  const { replyId, replyState, replyText, replyAccountId, replyUsername, replyVisitorNumber, replyBadge, ...message } =
    row;
  if (replyId === null) return { ...message, replyTo: null };
  return {
    ...message,
    replyTo: {
      id: replyId,
      state: replyState,
      text: replyText,
      accountId: replyAccountId,
      username: replyUsername,
      visitorNumber: replyVisitorNumber,
      badge: replyBadge,
    },
  };
};
