import type { Clock } from '@livestreamer/clock';
import {
  addBookmark,
  type BroadcastCard,
  deleteBroadcast,
  editBroadcast,
  LIMITS,
  listBookmarks,
  listBroadcasts,
  listOwnBroadcasts,
  publishBroadcast,
  removeBookmark,
  restoreBroadcast,
  withdrawBroadcast,
} from '@livestreamer/contracts';
import { z } from 'zod';
import { broadcastById, type DescribeBroadcast, isVisible } from '../broadcasts/index.ts';
import { type Caller, type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import { AppError, decodeCursor, pageFrom } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { QueryCache } from '../platform/query-cache/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { ArchiveEdits } from './archive-edits.ts';
import { bookmarkPage, type CommonCard, type ListedBroadcast, ownPage, publishedPage } from './archive-read-model.ts';
import { wordsIn } from './archive-search.ts';
import { bookmarkedAmong, countBookmarks, deleteBookmark, hasBookmark, insertBookmark } from './bookmark-store.ts';

export interface ArchiveRoutesOptions {
  readonly sql: Sql;
  readonly cache: QueryCache;
  readonly edits: ArchiveEdits;
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  /** A show as `getBroadcast` answers it. */
  readonly broadcastReplyOf: DescribeBroadcast;
  readonly clock: Pick<Clock, 'now'>;
}

type CardPage = { items: CommonCard[]; next: string | null };

const pageKeySchema = z.tuple([z.iso.datetime({ precision: 6 }), z.uuid()]);
/** What everybody sees may be this old where nothing says that it changed: hearts of shows never do. */
const LIST_TTL_MS = 60_000;

const pageOfCards = (rows: readonly ListedBroadcast[], limit: number): CardPage =>
  pageFrom(rows, { limit, item: ({ card }) => card, key: ({ key }) => key });

export const archiveRoutes = (options: ArchiveRoutesOptions) => {
  const { sql, cache, edits, stationByName, broadcastReplyOf, clock } = options;

  const stationOf = async (slug: string): Promise<StationRecord> => {
    const station = await stationByName(slug);
    if (!station) throw new AppError('not_found');
    return station;
  };

  /** What is one's own comes last, beside what is kept for all. */
  const pageFor = async ({ items, next }: CardPage, caller: Caller | null) => {
    const broadcastIds = items.map(({ id }) => id);
    const bookmarked =
      caller === null ? new Set() : await bookmarkedAmong(sql, { accountId: caller.accountId, broadcastIds });
    return { items: items.map((card): BroadcastCard => ({ ...card, bookmarked: bookmarked.has(card.id) })), next };
  };

  return (registrar: RouteRegistrar): void => {
    registrar.add(listBroadcasts, async ({ query }, { caller }) => {
      const { station: slug, q = '', tag = null, cursor, limit } = query;
      const after = decodeCursor(pageKeySchema, cursor);
      const stationId = slug === undefined ? null : (await stationOf(slug)).id;
      const words = wordsIn(q);
      // A search of which nothing is left finds nothing, not everything.
      if (q !== '' && words.length === 0) return { items: [], next: null };
      const load = async (): Promise<CardPage> =>
        pageOfCards(await publishedPage(sql, { stationId, words, tag, after, limit: limit + 1 }), limit);
      const key = JSON.stringify(['archive', stationId, words, tag, after, limit]);
      return pageFor(await cache.read({ key, tags: ['published'], ttlMs: LIST_TTL_MS, load }), caller);
    });

    registrar.add(listOwnBroadcasts, async ({ params, query: { filter, cursor, limit } }, context) => {
      const caller = requireCaller(context);
      const { accountId, permissions } = caller;
      const after = decodeCursor(pageKeySchema, cursor);
      const { id: stationId, ownerId } = await stationOf(params.station);
      const seesAll = ownerId === accountId || permissions.includes('station.manage');
      const rows = await ownPage(sql, {
        stationId,
        accountId: seesAll ? null : accountId,
        filter,
        after,
        limit: limit + 1,
      });
      return pageFor(pageOfCards(rows, limit), caller);
    });

    registrar.add(editBroadcast, async ({ params: { id }, body: { revision, ...edit } }, context) => {
      await edits.edit(context, { id, revision, edit });
      return broadcastReplyOf(id, context.caller);
    });
    registrar.add(publishBroadcast, async ({ params }, context) => {
      await edits.publish(context, params.id);
      return undefined;
    });
    registrar.add(withdrawBroadcast, async ({ params }, context) => {
      await edits.withdraw(context, params.id);
      return undefined;
    });
    registrar.add(deleteBroadcast, async ({ params }, context) => {
      await edits.remove(context, params.id);
      return undefined;
    });
    registrar.add(restoreBroadcast, async ({ params }, context) => {
      await edits.restore(context, params.id);
      return undefined;
    });

    registrar.add(addBookmark, async ({ params: { id: broadcastId } }, context) => {
      const { accountId } = requireCaller(context);
      const record = await broadcastById(sql, broadcastId);
      if (record?.state !== 'published' || !isVisible(record, null)) throw new AppError('not_found');
      const most = LIMITS.bookmarksPerAccount;
      if (
        !(await hasBookmark(sql, { accountId, broadcastId })) &&
        (await countBookmarks(sql, { accountId, most })) >= most
      )
        throw new AppError('too_many_of_these');
      await insertBookmark(sql, { accountId, broadcastId, createdAt: new Date(clock.now()) });
      return undefined;
    });
    registrar.add(removeBookmark, async ({ params: { id: broadcastId } }, context) => {
      await deleteBookmark(sql, { accountId: requireCaller(context).accountId, broadcastId });
      return undefined;
    });
    registrar.add(listBookmarks, async ({ query: { cursor, limit } }, context) => {
      const caller = requireCaller(context);
      const { accountId } = caller;
      const after = decodeCursor(pageKeySchema, cursor);
      return pageFor(pageOfCards(await bookmarkPage(sql, { accountId, after, limit: limit + 1 }), limit), caller);
    });
  };
};
