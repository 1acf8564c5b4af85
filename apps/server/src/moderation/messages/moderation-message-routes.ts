import {
  dismissReports,
  getModerationQueue,
  listModeratedMessages,
  removeMessage,
  restoreMessage,
} from '@livestreamer/contracts';
import { z } from 'zod';
import { messageById } from '../../chat/index.ts';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import { AppError, decodeCursor, pageFrom } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { ModerationKeepers } from '../moderation-keepers.ts';
import type { MessageRemoval } from './message-removal.ts';
import { type ModeratedSelection, moderatedMessages, moderationQueueOf } from './moderated-message-read-model.ts';
import { moderatedReplies } from './moderated-message-reply.ts';

interface ModerationMessageRoutesOptions {
  readonly sql: Sql;
  readonly keepers: Pick<ModerationKeepers, 'arrive'>;
  readonly removal: MessageRemoval;
}

const pageKeySchema = z.tuple([z.number().int().nonnegative()]);

/** What was said and waits for a decision, or had one, for those who keep order. */
export const moderationMessageRoutes =
  ({ sql, keepers, removal }: ModerationMessageRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(removeMessage, async ({ params: { station, id } }, context) => {
      await removal.remove(await keepers.arrive(station, context), id);
      return undefined;
    });

    registrar.add(restoreMessage, async ({ params: { station, id } }, context) => {
      await removal.restore(await keepers.arrive(station, context), id);
      return undefined;
    });

    registrar.add(dismissReports, async ({ params: { station, id } }, context) => {
      await removal.dismissReports(await keepers.arrive(station, context), id);
      return undefined;
    });

    registrar.add(getModerationQueue, async ({ params }, context) => {
      const { station } = await keepers.arrive(params.station, context);
      return moderationQueueOf(sql, station.id);
    });

    const selectionOf = async (
      stationId: string,
      { filter, of }: { filter: ModeratedSelection['filter']; of: string | undefined },
    ): Promise<ModeratedSelection> => {
      if (filter !== 'author') return { filter };
      if (of === undefined)
        throw new AppError('bad_request', { message: 'Say whose: `of` takes one of their messages.' });
      const record = await messageById(sql, { stationId, id: of });
      if (!record) throw new AppError('not_found');
      return { filter, accountId: record.accountId, visitorNumber: record.visitorNumber };
    };

    registrar.add(listModeratedMessages, async ({ params, query: { filter, of, cursor, limit } }, context) => {
      const { station } = await keepers.arrive(params.station, context);
      const stationId = station.id;
      const selection = await selectionOf(stationId, { filter, of });
      const [beforeSeq = null] = decodeCursor(pageKeySchema, cursor) ?? [];
      const records = await moderatedMessages(sql, { stationId, selection, beforeSeq, limit: limit + 1 });
      const replies = await moderatedReplies(sql, records);
      return pageFrom(replies, { limit, item: (reply) => reply, key: ({ seq }) => [seq] });
    });
  };
