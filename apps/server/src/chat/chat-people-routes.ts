import { getChatStanding, LIMITS, listPeople, stationRoom } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { PeopleHere } from '../realtime/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { ChatAdmission } from './chat-admission.ts';
import { likedSince } from './chat-like-store.ts';
import { heldMessagesOf, moderatorsAmong } from './chat-list-read-model.ts';
import { messageReplyToInsider } from './chat-message-reply.ts';
import { roomOf } from './chat-room-store.ts';
import type { ChatWriters } from './chat-writer.ts';

export interface ChatPeopleRoutesOptions {
  readonly sql: Sql;
  readonly stationOf: (slug: string) => Promise<StationRecord>;
  readonly writers: ChatWriters;
  readonly admission: Pick<ChatAdmission, 'restrictionOf'>;
  /** Who is in a room now, on all servers. */
  readonly peopleIn: (room: string) => Promise<PeopleHere>;
}

/** As many messages as a page keeps: their likes are told. */
const LIKES_AMONG = 1_000;
const MOST_HELD = 20;
const BY_NAME = new Intl.Collator('und');

/** Who is in a room, and what the caller is in it. */
export const chatPeopleRoutes =
  ({ sql, stationOf, writers, admission, peopleIn }: ChatPeopleRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(getChatStanding, async ({ params }, context) => {
      const station = await stationOf(params.station);
      const stationId = station.id;
      const writer = await writers.writerOf(context, station);
      const number = await writers.numberOf(writer, station);
      const accountId = writer.kind === 'member' ? writer.accountId : null;
      const author = { accountId, visitorNumber: number };
      const { seq, clearedSeq } = await roomOf(sql, stationId);
      const isKnown = accountId !== null || number !== null;
      const held = isKnown ? await heldMessagesOf(sql, { stationId, clearedSeq, ...author, limit: MOST_HELD }) : [];
      return {
        self:
          writer.kind === 'member'
            ? { kind: 'member' as const, accountId: writer.accountId, username: writer.username }
            : { kind: 'visitor' as const, number },
        moderates: writer.keepsOrder,
        restriction: await admission.restrictionOf(sql, { station, writer, author }),
        liked: accountId === null ? [] : await likedSince(sql, { stationId, accountId, afterSeq: seq - LIKES_AMONG }),
        held: held.map(messageReplyToInsider),
      };
    });

    registrar.add(listPeople, async ({ params }) => {
      const station = await stationOf(params.station);
      const { accounts, visitors } = await peopleIn(stationRoom(station.slug));
      const named = [...accounts]
        .sort(([, one], [, other]) => BY_NAME.compare(one, other))
        .slice(0, LIMITS.chat.namesShown);
      const accountIds = named.map(([accountId]) => accountId);
      const moderators = await moderatorsAmong(sql, { stationId: station.id, accountIds });
      const badgeOf = (accountId: string) => {
        if (accountId === station.ownerId) return 'owner' as const;
        return moderators.has(accountId) ? ('moderator' as const) : null;
      };
      return {
        members: accounts.size,
        visitors: visitors.size,
        names: named.map(([accountId, username]) => ({ username, badge: badgeOf(accountId) })),
      };
    });
  };
