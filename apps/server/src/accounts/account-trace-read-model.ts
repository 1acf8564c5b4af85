import type { exportOwnAccount, RouteReply } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';
import type { AccountRecord } from './account-store.ts';

/** What others, and the server itself, keep that is about a person. */
export type AccountTraces = Pick<RouteReply<typeof exportOwnAccount>, 'invitations' | 'openLinks' | 'letters' | 'acts'>;

/** Of invitations, letters, and what was done to keep order: that it was, and when. No token, hash or text is ever read. */
export const accountTraces = async (db: Db, { id, email }: AccountRecord): Promise<AccountTraces> => {
  const invitations = await db<InvitationRow[]>`
    select case when made_by = ${id} then 'made' else 'used' end as part, email, role, created_at, used_at
    from invitation where made_by = ${id} or used_by = ${id}
    order by created_at, id`;
  const openLinks = await db<{ purpose: string; email: string | null; createdAt: Date; expiresAt: Date }[]>`
    select purpose, email, created_at, expires_at from one_time_link where account_id = ${id} order by created_at, token_hash`;
  const letters = await db<{ createdAt: Date; sentAt: Date | null; givenUpAt: Date | null }[]>`
    select created_at, sent_at, given_up_at from letter where lower(recipient) = lower(${email}) order by created_at, id`;
  const acts = await db<{ at: Date; part: 'did' | 'happened'; action: string; address: string | null }[]>`
    select at, action,
      case when actor_id = ${id} then 'did' else 'happened' end as part,
      case when actor_id = ${id} then address end as address
    from audit_entry where actor_id = ${id} or details->>'accountId' = ${id}
    order by audit_entry.id`;
  return {
    invitations: invitations.map(({ createdAt, usedAt, ...invitation }) => ({
      ...invitation,
      createdAt: createdAt.toISOString(),
      usedAt: usedAt?.toISOString() ?? null,
    })),
    openLinks: openLinks.map(({ createdAt, expiresAt, ...link }) => ({
      ...link,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
    letters: letters.map(({ createdAt, sentAt, givenUpAt }) => ({
      createdAt: createdAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
      givenUpAt: givenUpAt?.toISOString() ?? null,
    })),
    acts: acts.map(({ at, ...act }) => ({ ...act, at: at.toISOString() })),
  };
};

interface InvitationRow {
  readonly part: 'made' | 'used';
  readonly email: string | null;
  readonly role: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}
