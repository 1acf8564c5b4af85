import type { Db, Json } from '../platform/postgres/index.ts';

export interface NewAuditEntry {
  readonly at: Date;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly action: string;
  readonly subject: string;
  readonly details: Record<string, Json>;
  readonly address: string | null;
}

export const insertAuditEntry = async (db: Db, entry: NewAuditEntry): Promise<void> => {
  const { at, actorId, actorName, action, subject, details, address } = entry;
  await db`
    insert into audit_entry (at, actor_id, actor_name, action, subject, details, address)
    values (${at}, ${actorId}, ${actorName}, ${action}, ${subject}, ${db.json(details)}, ${address})`;
};

/**
 * Forgets the person in what was done by, to, and about an account: who did what to whom stays, by id. Names and reasons stand
 * where the entry names the account by its id too, so that a name somebody had before goes as well. `email`: of invitations to it.
 */
export const forgetInAudit = async (
  db: Db,
  { accountId, email }: { accountId: string; email: string | null },
): Promise<void> => {
  await db`update audit_entry set actor_name = null, address = null where actor_id = ${accountId}`;
  await db`
    update audit_entry
    set subject = case when subject like 'account:%' then 'account:' || ${accountId}::text else subject end,
      details = details - '{username,reason}'::text[]
    where details->>'accountId' = ${accountId}`;
  await db`
    update audit_entry set subject = 'invitation:' || coalesce(details->>'role', '')
    where action like 'invitation.%' and (
      lower(subject) = lower('invitation:' || ${email}::text)
      or details->>'invitationId' in (select id::text from invitation where used_by = ${accountId}))`;
};
