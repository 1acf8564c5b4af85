import type { Clock } from '@livestreamer/clock';
import { type RoomSnapshot, stationRoom } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { AppError, type Logger, type Part } from '../platform/index.ts';
import type { RateLimits } from '../platform/limits/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { type ChatAdmissionOptions, createChatAdmission } from './chat-admission.ts';
import { type BanCheck, createBanCheck } from './chat-ban-check.ts';
import { type ChatCounters, createChatCounters } from './chat-counters.ts';
import { createChatEdits } from './chat-edits.ts';
import { likesOf } from './chat-like-store.ts';
import { createChatLikes } from './chat-likes.ts';
import { chatListRoutes } from './chat-list-routes.ts';
import { chatMessageRoutes } from './chat-message-routes.ts';
import { type ChatPeopleRoutesOptions, chatPeopleRoutes } from './chat-people-routes.ts';
import { createChatPosting } from './chat-posting.ts';
import { readRoomAndSeq } from './chat-room-reply.ts';
import { seqsOfRooms } from './chat-room-store.ts';
import { createChatSweep } from './chat-sweep.ts';
import { createChatWatch } from './chat-watch.ts';
import { type ChatWriters, type ChatWritersOptions, createChatWriters } from './chat-writer.ts';
import { createLikeNews } from './like-news.ts';
import { createRoomChanges, type PublishInRoom, type RoomChanges } from './room-changes.ts';

/** What is said in the rooms of stations. */
export interface Chat {
  /** How those who keep order change rooms. */
  readonly changes: RoomChanges;
  readonly isKeeper: ChatWriters['isKeeper'];
  readonly assertNotBanned: BanCheck;
  readonly counters: Readonly<ChatCounters>;
  /** The room as somebody finds it who comes in now. */
  snapshotOf(station: StationRecord): Promise<RoomSnapshot['chat']>;
  /** This server heard an event in a room, from whichever server. */
  noteHeard(room: string, event: object): void;
  routes(registrar: RouteRegistrar): void;
  readonly parts: readonly Part[];
}

export interface ChatOptions
  extends Pick<ChatAdmissionOptions, 'restrictionOf' | 'judge'>,
    Pick<ChatWritersOptions, 'visitors'>,
    Pick<ChatPeopleRoutesOptions, 'peopleIn'> {
  readonly sql: Sql;
  readonly limits: Pick<RateLimits, 'take'>;
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  readonly publish: PublishInRoom;
  /** Rooms that somebody on this server is in. */
  readonly roomsInUse: () => Iterable<string>;
  readonly clock: Clock;
  readonly log: Logger;
}

export const createChat = (options: ChatOptions): Chat => {
  const { sql, limits, stationByName, publish, peopleIn, roomsInUse, clock, log } = options;
  const counters = createChatCounters();
  const changes = createRoomChanges({ sql, publish });
  const writers = createChatWriters(options);
  const admission = createChatAdmission(options);
  const news = createLikeNews({ publish, likesOf: (id) => likesOf(sql, id), clock, log });
  const watch = createChatWatch({ roomsInUse, seqsOf: (slugs) => seqsOfRooms(sql, slugs), publish, clock, log });

  const stationOf = async (slug: string): Promise<StationRecord> => {
    const station = await stationByName(slug);
    if (!station) throw new AppError('not_found');
    return station;
  };

  return {
    changes,
    isKeeper: writers.isKeeper,
    assertNotBanned: createBanCheck({ sql, writers, admission }),
    counters,
    snapshotOf: async ({ id, slug }) => {
      const snapshot = await readRoomAndSeq(sql, id);
      watch.noteRead(stationRoom(slug), snapshot.seq);
      return snapshot;
    },
    noteHeard: watch.noteHeard,
    routes: (registrar) => {
      const tools = { sql, changes, admission, clock };
      chatMessageRoutes({
        limits,
        writers,
        stationOf,
        post: createChatPosting({ ...tools, counters }),
        edits: createChatEdits(tools),
        likes: createChatLikes({ changes, admission, news }),
      })(registrar);
      chatListRoutes({ sql, stationOf })(registrar);
      chatPeopleRoutes({ sql, stationOf, writers, admission, peopleIn })(registrar);
    },
    parts: [watch.part, createChatSweep({ sql, clock, log }), { name: 'likes', stop: news.stop }],
  };
};
