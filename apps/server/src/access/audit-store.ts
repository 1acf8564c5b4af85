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
