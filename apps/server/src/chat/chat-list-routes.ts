import {
  LIMITS,
  listBroadcastMessages,
  listMessageChanges,
  listMessages,
  type RouteReply,
} from '@livestreamer/contracts';
import { z } from 'zod';
import { broadcastById, isVisible } from '../broadcasts/index.ts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { AppError, decodeCursor, encodeCursor, pageFrom } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { messagesBeside, messagesChangedSince, messagesOfBroadcast } from './chat-list-read-model.ts';
import { messageReply } from './chat-message-reply.ts';
import { roomOf } from './chat-room-store.ts';
import { createSharedReads } from './shared-reads.ts';

interface PlaceInRoom {
  /** The message next to it; null: the end of the room, or its beginning. */
  readonly beside: number | null;
  readonly direction: 'older' | 'newer';
  readonly limit: number;
}

interface ChatListRoutesOptions {
  readonly sql: Sql;
  /** Throws `not_found`. */
  readonly stationOf: (slug: string) => Promise<StationRecord>;
}

/** The `seq` of the message at the edge of a page. */
const placeSchema = z.tuple([z.int().nonnegative()]);
const placeIn = (cursor: string | undefined): number | null => decodeCursor(placeSchema, cursor)?.[0] ?? null;

/** What whoever is too far behind gets: some screens full. */
const FRESH_PAGE = 50;

/** What was said. A room is read before its messages: of what is in them too many changes may be known, but never too few. */
export const chatListRoutes = ({ sql, stationOf }: ChatListRoutesOptions) => {
  const newestPages = createSharedReads<RouteReply<typeof listMessages>>();
  const newestChanges = createSharedReads<RouteReply<typeof listMessageChanges>>();

  const pageOf = async (slug: string, { beside, limit, direction }: PlaceInRoom) => {
    const { id: stationId } = await stationOf(slug);
    const { seq, clearedSeq } = await roomOf(sql, stationId);
    const place = { stationId, clearedSeq, seq: beside, direction, limit: limit + 1 };
    const records = await messagesBeside(sql, place);
    const [first] = records;
    return {
      ...pageFrom(records, { limit, item: messageReply, key: (record) => [record.seq] }),
      previous: first ? encodeCursor([first.seq]) : null,
      seq,
    };
  };

  const changesSince = async (slug: string, after: number) => {
    const { id: stationId } = await stationOf(slug);
    const { seq, clearedSeq } = await roomOf(sql, stationId);
    const room = { stationId, clearedSeq };
    const { changesEach } = LIMITS.chat;
    const changed = await messagesChangedSince(sql, { ...room, changedSeq: after, limit: changesEach + 1 });
    // Who knows of more than has happened has seen another life of this database.
    const fresh = after > seq || changed.length > changesEach;
    const newest = { ...room, seq: null, direction: 'older', limit: FRESH_PAGE } as const;
    const records = fresh ? await messagesBeside(sql, newest) : changed;
    return { fresh, seq, clearedSeq, items: records.map(messageReply).sort((one, other) => one.seq - other.seq) };
  };

  return (registrar: RouteRegistrar): void => {
    registrar.add(listMessages, async ({ params: { station }, query: { cursor, limit, direction, ...query } }) => {
      const beside = placeIn(cursor) ?? query.beside ?? null;
      const read = () => pageOf(station, { beside, limit, direction });
      return beside === null ? newestPages(`${station} ${direction} ${limit}`, read) : read();
    });

    registrar.add(listMessageChanges, async ({ params: { station }, query: { after } }) =>
      newestChanges(`${station} ${after}`, () => changesSince(station, after)),
    );

    registrar.add(listBroadcastMessages, async ({ params: { id }, query: { cursor, limit } }, { caller }) => {
      const afterSeq = placeIn(cursor) ?? 0;
      const show = await broadcastById(sql, id);
      if (!show || !isVisible(show, caller)) throw new AppError('not_found');
      const startedMs = show.startedAt?.getTime() ?? 0;
      const records = await messagesOfBroadcast(sql, { broadcastId: id, afterSeq, limit: limit + 1 });
      return pageFrom(records, {
        limit,
        item: (record) => ({ ...messageReply(record), atMs: Math.max(0, record.sentAt.getTime() - startedMs) }),
        key: ({ seq }) => [seq],
      });
    });
  };
};
