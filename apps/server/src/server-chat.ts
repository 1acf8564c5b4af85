import { stationRoom } from '@livestreamer/contracts';
import type { Broadcasts } from './broadcasts/index.ts';
import { type Chat, type ChatOptions, createChat } from './chat/index.ts';
import { createChatRulebooks, createModeration, createRestrictionLookup } from './moderation/index.ts';
import type { RouteRegistrar } from './platform/http/index.ts';
import type { Part } from './platform/index.ts';
import type { Realtime, RealtimeOptions, RoomContent } from './realtime/index.ts';
import type { Stations } from './stations/index.ts';

/** Chat, and those who keep order in it, put together. */
export interface ServerChat extends Pick<Chat, 'assertNotBanned' | 'counters'> {
  /** An event came to this server, from whichever server. */
  readonly onHeard: NonNullable<RealtimeOptions['onHeard']>;
  /** What somebody finds who comes into a room; null: there is no such room. */
  contentOf(room: string): Promise<RoomContent | null>;
  routes(registrar: RouteRegistrar): void;
  readonly parts: readonly Part[];
}

interface ServerChatOptions
  extends Omit<ChatOptions, 'stationByName' | 'restrictionOf' | 'judge' | 'publish' | 'peopleIn' | 'roomsInUse'> {
  readonly stations: Pick<Stations, 'byName'>;
  readonly broadcasts: Pick<Broadcasts, 'onAirNow'>;
  /** An account was muted or banned in a room, or that was lifted. */
  readonly onRestricted: (accountId: string) => void;
  /** It is made after the chat, and asked for when something is said. */
  readonly realtime: () => Realtime;
}

export const createServerChat = (options: ServerChatOptions): ServerChat => {
  const { sql, clock, stations, broadcasts, realtime } = options;
  const stationByName = stations.byName;
  const chat = createChat({
    ...options,
    stationByName,
    publish: (room, event, except) => realtime().publish(room, event, except),
    peopleIn: (room) => realtime().peopleIn(room),
    roomsInUse: () => realtime().roomsInUse(),
    restrictionOf: createRestrictionLookup({ clock }),
    judge: createChatRulebooks({ sql }).judge,
  });
  const { changes, isKeeper, assertNotBanned, counters } = chat;
  const moderation = createModeration({ ...options, stationByName, changes, isKeeper, assertNotBanned });
  return {
    assertNotBanned,
    counters,
    onHeard: ({ room, event }) => chat.noteHeard(room, event),
    contentOf: async (room) => {
      const station = await stationByName(room.slice(stationRoom('').length));
      return station && { live: await broadcasts.onAirNow(station.id), chat: await chat.snapshotOf(station) };
    },
    routes: (registrar) => {
      chat.routes(registrar);
      moderation.routes(registrar);
    },
    parts: chat.parts,
  };
};
