import type { Clock } from '@livestreamer/clock';
import { listReports, reportMessage } from '@livestreamer/contracts';
import { z } from 'zod';
import { messageById } from '../../chat/index.ts';
import { type CallContext, type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import { AppError, decodeCursor, pageFrom } from '../../platform/index.ts';
import type { RateLimits } from '../../platform/limits/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { StationRecord } from '../../stations/index.ts';
import type { ModerationKeepers } from '../moderation-keepers.ts';
import { insertReport, reportsOf } from './message-report-store.ts';

interface MessageReportRoutesOptions {
  readonly sql: Sql;
  readonly limits: Pick<RateLimits, 'take'>;
  readonly keepers: ModerationKeepers;
  /** Throws `chat_banned`. */
  readonly assertNotBanned: (station: StationRecord, context: CallContext) => Promise<void>;
  readonly clock: Pick<Clock, 'now'>;
}

const pageKeySchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** What members tell those who keep order. */
export const messageReportRoutes =
  ({ sql, limits, keepers, assertNotBanned, clock }: MessageReportRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(reportMessage, async ({ params, body: { reason } }, context) => {
      const { accountId } = requireCaller(context);
      const station = await keepers.stationOf(params.station);
      await limits.take('report-account', accountId);
      await assertNotBanned(station, context);
      const report = { stationId: station.id, messageId: params.id, accountId, reason, at: new Date(clock.now()) };
      if (!(await sql.begin((tx) => insertReport(tx, report)))) throw new AppError('not_found');
      return undefined;
    });

    registrar.add(
      listReports,
      async ({ params: { station: slug, id: messageId }, query: { cursor, limit } }, context) => {
        const { station } = await keepers.arrive(slug, context);
        const stationId = station.id;
        if (!(await messageById(sql, { stationId, id: messageId }))) throw new AppError('not_found');
        const after = decodeCursor(pageKeySchema, cursor);
        const rows = await reportsOf(sql, { stationId, messageId, after, limit: limit + 1 });
        return pageFrom(rows, {
          limit,
          item: ({ username, reason, reportedAt }) => ({ username, reason, reportedAt: reportedAt.toISOString() }),
          key: ({ reportedAt, accountId }) => [reportedAt.toISOString(), accountId],
        });
      },
    );
  };
