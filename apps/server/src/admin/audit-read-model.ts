import type { Db } from '../platform/postgres/index.ts';

/** One administrative act, as it was recorded. */
export interface AuditRow {
  /** A bigint, as text. */
  readonly id: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly action: string;
  readonly subject: string;
  readonly details: Record<string, unknown>;
  readonly address: string | null;
}

interface AuditPage {
  /** Null: from the newest. */
  readonly after: string | null;
  readonly action: string | null;
  readonly actorId: string | null;
  readonly limit: number;
}

/** The acts before `after`, the newest first. */
export const auditPage = (db: Db, { after, action, actorId, limit }: AuditPage): Promise<AuditRow[]> => db<AuditRow[]>`
  select id, at, actor_id, actor_name, action, subject, details, address from audit_entry
  where true
    ${after === null ? db`` : db`and id < ${after}`}
    ${action === null ? db`` : db`and action = ${action}`}
    ${actorId === null ? db`` : db`and actor_id = ${actorId}`}
  order by id desc
  limit ${limit}`;
