import type { Role } from '@livestreamer/contracts';
import type { Db } from '../../platform/postgres/index.ts';

/** An invitation as the list shows it. */
export interface InvitationRecord {
  readonly id: string;
  readonly email: string | null;
  readonly role: Role;
  readonly madeBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedBy: string | null;
}

export interface NewInvitation {
  readonly tokenHash: string;
  readonly email: string | null;
  readonly role: Role;
  readonly makerId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Where a page of the list ended, the newest first. */
export type InvitationPageKey = readonly [createdAt: string, id: string];

export const insertInvitation = async (db: Db, invitation: NewInvitation): Promise<string> => {
  const { tokenHash, email, role, makerId, createdAt, expiresAt } = invitation;
  const [row] = await db<{ id: string }[]>`
    insert into invitation (token_hash, email, role, made_by, created_at, expires_at)
    values (${tokenHash}, ${email}, ${role}, ${makerId}, ${createdAt}, ${expiresAt})
    returning id`;
  if (!row) throw new Error('The insert into invitation returned nothing.');
  return row.id;
};

/** What an invitation was. */
export interface TakenInvitation {
  /** Whom it was sent to; null: whoever has the link. */
  readonly email: string | null;
  readonly role: Role;
  readonly makerId: string;
}

/** Takes an invitation that is still good for an account, of any number of attempts only once. Null: it is not good. */
export const takeInvitation = async (
  db: Db,
  { tokenHash, accountId, at }: { tokenHash: string; accountId: string; at: Date },
): Promise<TakenInvitation | null> => {
  const [row] = await db<TakenInvitation[]>`
    update invitation set used_by = ${accountId}, used_at = ${at}
    from account maker
    where invitation.token_hash = ${tokenHash} and invitation.used_by is null and invitation.expires_at > ${at}
      and maker.id = invitation.made_by and maker.deleted_at is null
      and (maker.banned_at is null or maker.banned_until <= ${at})
    returning invitation.email, invitation.role, invitation.made_by as maker_id`;
  return row ?? null;
};

/** Takes an unused invitation back; what it was, or null when there is no such one. */
export const deleteInvitation = async (
  db: Db,
  id: string,
): Promise<{ readonly email: string | null; readonly role: Role } | null> => {
  const [row] = await db<{ email: string | null; role: Role }[]>`
    delete from invitation where id = ${id} and used_by is null returning email, role`;
  return row ?? null;
};

/** The invitations after `after` (null: from the start), the newest first. */
export const invitationPage = (
  db: Db,
  { after, limit }: { after: InvitationPageKey | null; limit: number },
): Promise<InvitationRecord[]> => {
  const [createdAt, id] = after ?? [];
  const onwards = after
    ? db`where (invitation.created_at, invitation.id) < (${createdAt ?? ''}::timestamptz, ${id ?? ''}::uuid)`
    : db``;
  return db<InvitationRecord[]>`
    select invitation.id, invitation.email, invitation.role, maker.username as made_by, invitation.created_at,
      invitation.expires_at, taker.username as used_by
    from invitation
    join account maker on maker.id = invitation.made_by
    left join account taker on taker.id = invitation.used_by
    ${onwards}
    order by invitation.created_at desc, invitation.id desc
    limit ${limit}`;
};
