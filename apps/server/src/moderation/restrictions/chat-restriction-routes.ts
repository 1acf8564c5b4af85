import type { Clock } from '@livestreamer/clock';
import { liftRestriction, listRestrictions, restrictAuthor } from '@livestreamer/contracts';
import { z } from 'zod';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import { decodeCursor, pageFrom } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { ModerationKeepers } from '../moderation-keepers.ts';
import { restrictionPage, restrictionReply } from './chat-restriction-read-model.ts';
import type { ChatRestrictions } from './chat-restrictions.ts';

interface ChatRestrictionRoutesOptions {
  readonly sql: Sql;
  readonly keepers: Pick<ModerationKeepers, 'arrive'>;
  readonly restrictions: ChatRestrictions;
  readonly clock: Pick<Clock, 'now'>;
}

const pageKeySchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Who may not write on a station, for those who keep order. */
export const chatRestrictionRoutes =
  ({ sql, keepers, restrictions, clock }: ChatRestrictionRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(restrictAuthor, async ({ params: { station, id: messageId }, body }, context) => {
      const keeper = await keepers.arrive(station, context);
      return { items: await restrictions.restrict(keeper, { messageId, ...body }) };
    });

    registrar.add(listRestrictions, async ({ params, query: { cursor, limit } }, context) => {
      const { station } = await keepers.arrive(params.station, context);
      const after = decodeCursor(pageKeySchema, cursor);
      const now = new Date(clock.now());
      const rows = await restrictionPage(sql, { stationId: station.id, now, after, limit: limit + 1 });
      return pageFrom(rows, {
        limit,
        item: restrictionReply,
        key: ({ madeAt, id }) => [madeAt.toISOString(), id],
      });
    });

    registrar.add(liftRestriction, async ({ params: { station, id } }, context) => {
      await restrictions.lift(await keepers.arrive(station, context), id);
      return undefined;
    });
  };
