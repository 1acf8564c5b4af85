import { listModerationLog } from '@livestreamer/contracts';
import { z } from 'zod';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import { decodeCursor, pageFrom } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { ModerationKeepers } from '../moderation-keepers.ts';
import { moderationLogPage } from './moderation-log-read-model.ts';

interface ModerationLogRoutesOptions {
  readonly sql: Sql;
  readonly keepers: Pick<ModerationKeepers, 'arrive'>;
}

/** Up to 18 digits: what a bigint surely holds. */
const pageKeySchema = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** What was done to keep order, for those who do. */
export const moderationLogRoutes =
  ({ sql, keepers }: ModerationLogRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listModerationLog, async ({ params, query: { cursor, limit } }, context) => {
      const { station } = await keepers.arrive(params.station, context);
      const [before = null] = decodeCursor(pageKeySchema, cursor) ?? [];
      const rows = await moderationLogPage(sql, { stationId: station.id, before, limit: limit + 1 });
      return pageFrom(rows, {
        limit,
        item: ({ id, at, actorName, act, subject, reason }) => ({
          id,
          at: at.toISOString(),
          actor: actorName,
          act,
          subject,
          reason,
        }),
        key: ({ id }) => [id],
      });
    });
  };
