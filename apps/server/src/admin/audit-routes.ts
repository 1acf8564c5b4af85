import { type AuditEntry, listAuditEntries } from '@livestreamer/contracts';
import { z } from 'zod';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { decodeCursor, pageFrom } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { type AuditRow, auditPage } from './audit-read-model.ts';

/** Up to 18 digits: what a bigint surely holds. */
const pageKeySchema = z.tuple([z.string().regex(/^\d{1,18}$/)]);

const reply = ({ id, at, actorId, actorName, action, subject, details, address }: AuditRow): AuditEntry => ({
  id,
  at: at.toISOString(),
  actor: actorId === null ? null : { id: actorId, name: actorName ?? '' },
  action,
  subject,
  details,
  address,
});

/** The log of what those did who keep order. */
export const auditRoutes =
  ({ sql }: { sql: Sql }) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listAuditEntries, async ({ query: { cursor, limit, action, actor } }) => {
      const [after = null] = decodeCursor(pageKeySchema, cursor) ?? [];
      const rows = await auditPage(sql, { after, action: action ?? null, actorId: actor ?? null, limit: limit + 1 });
      return pageFrom(rows, { limit, item: reply, key: ({ id }) => [id] });
    });
  };
