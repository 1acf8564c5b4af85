import { type Clock, systemClock } from '@livestreamer/clock';
import {
  type ChatMessage,
  listMessageChanges,
  type Presence,
  postMessage,
  type RoomEvent,
  type RoomSnapshot,
  stationRoom,
} from '@livestreamer/contracts';
import { ApiError, type ApiErrorCode } from './api-error.ts';
import { type ChatLogActs, createChatLogActs } from './chat-log-acts.ts';
import { createChatLogChanges } from './chat-log-changes.ts';
import { createChatLogMessages } from './chat-log-messages.ts';
import { createChatLogOutbox, type OutgoingMessage } from './chat-log-outbox.ts';
import { createChatLogRoom } from './chat-log-room.ts';
import { createChatLogStanding } from './chat-log-standing.ts';
import { type ChatView, createChatViews } from './chat-log-view.ts';
import { createChatLogWindow } from './chat-log-window.ts';
import { type ClientChance, systemClientChance } from './client-chance.ts';
import { crowdSpreadMs } from './crowd-spread.ts';
import type { RealtimeClient } from './realtime-client.ts';
import type { RestClient } from './rest-client.ts';

/** The chat of one room as a page shows it: what is stored, each message once and in order, and what one writes oneself. */
export interface ChatLog extends ChatLogActs {
  view(): ChatView;
  /** Calls `listener` after every change of the view; the returned function stops that. */
  onChange(listener: () => void): () => void;
  /** Shown at once; settles when it is stored. */
  post(text: string, options?: { readonly replyTo?: string | undefined }): void;
  /** Sends an own message again that failed, or gives it up; by the key of its line. */
  retry(key: string): void;
  discard(key: string): void;
  /** Loads what is before the first line. */
  loadOlder(): Promise<void>;
  /** Loads the beginning again after it failed. */
  reload(): void;
  /** Whether the person reads at the newest end: then what is far above is forgotten, and can be loaded again. */
  follow(isFollowing: boolean): void;
  /** Somebody else is signed in from now on: what is on its way is given up. */
  changePerson(): void;
  /** Asks anew what the person may do here. */
  refreshStanding(): void;
  close(): void;
}

interface ChatLogOptions {
  /** The slug of the station. */
  readonly station: string;
  readonly rest: RestClient;
  readonly realtime: RealtimeClient;
  readonly clock?: Clock;
  readonly chance?: ClientChance;
}

/** What tells somebody that they may write no more, or again. */
const ABOUT_STANDING: readonly ApiErrorCode[] = ['chat_muted', 'chat_banned', 'chat_team_only', 'not_signed_in'];

export const createChatLog = (options: ChatLogOptions): ChatLog => {
  const { station, rest, realtime, clock = systemClock, chance = systemClientChance } = options;
  const params = { station };
  const messages = createChatLogMessages();
  const listeners = new Set<() => void>();
  const draw = createChatViews();
  const keys = new Map<string, string>();
  const liked = new Set<string>();
  let state: ChatView['state'] = 'loading';
  let presence: Presence = { members: 0, visitors: 0 };
  /** What is known is not what the room holds any more. */
  let isOutdated = false;
  let closed = false;
  let view: ChatView | null = null;

  const room = createChatLogRoom({
    onUncleared: () => {
      isOutdated = true;
    },
  });
  const changed = (): void => {
    view = null;
    if (closed) return;
    for (const listener of [...listeners]) listener();
  };

  const standing = createChatLogStanding({
    rest,
    station,
    messages,
    liked,
    onOtherPerson: () => disown(),
    onChange: () => changed(),
    clock,
  });

  const window = createChatLogWindow({ rest, station, messages, onChange: () => changed() });
  const spreadMs = (): number => crowdSpreadMs(presence.members + presence.visitors, chance);

  /** Takes the newest page in place of all that was known by then. Gives the change up to which all is known. */
  const loadNewest = async (): Promise<number> => {
    const seq = await window.loadNewest();
    state = 'ready';
    isOutdated = false;
    changed();
    return seq;
  };

  const changes = createChatLogChanges({
    clock,
    fetchSince: async (after) => {
      try {
        if (state !== 'ready' || isOutdated) return await loadNewest();
      } catch (error) {
        if (state === 'loading') state = 'failed';
        changed();
        throw error;
      }
      const takeClearing = room.ask();
      const { fresh, seq, clearedSeq, items } = await rest.call(listMessageChanges, { params, query: { after } });
      if (fresh) return loadNewest();
      takeClearing(clearedSeq);
      if (isOutdated) return loadNewest();
      for (const message of items) window.take(message, seq);
      window.trim();
      changed();
      return seq;
    },
  });

  const outbox = createChatLogOutbox({
    clock,
    chance,
    onChange: () => changed(),
    send: (message) => send(message),
  });

  /** What one wrote is never sent as somebody else, nor shown to them. */
  const disown = (): void => {
    keys.clear();
    outbox.clear();
  };

  const send = async ({ key, text, replyTo }: OutgoingMessage): Promise<void> => {
    const connection = realtime.connectionId() ?? undefined;
    try {
      const body = { text, key, connection, ...(replyTo === null ? {} : { replyTo }) };
      const stored = await rest.call(postMessage, { params, body });
      if (outbox.messages.some((one) => one.key === key)) keys.set(stored.id, key);
      messages.apply(stored, stored.seq);
      changes.note(stored.seq);
      const self = standing.current?.self;
      if (self?.kind === 'visitor' && self.number === null) standing.refresh();
    } catch (error) {
      if (error instanceof ApiError && ABOUT_STANDING.includes(error.code)) standing.refresh();
      throw error;
    }
  };

  const onSnapshot = (snapshot: RoomSnapshot): void => {
    const isOtherwiseCleared = room.heed(snapshot.chat.room);
    ({ presence } = snapshot);
    changed();
    if (state !== 'ready' || !standing.current) {
      changes.catchUp(0);
      standing.refresh();
      return;
    }
    if (isOtherwiseCleared || isOutdated) changes.catchUp(spreadMs());
    else changes.behind(snapshot.chat.seq, spreadMs());
    standing.refreshAfter(spreadMs());
  };

  const takeMessage = (message: ChatMessage, change: number): void => {
    changes.note(change);
    if (window.take(message, change)) window.trim();
    const [self, { author }] = [standing.current?.self, message];
    const isMine = self?.kind === 'member' && author.kind === 'member' && author.accountId === self.accountId;
    if (isMine && message.state === 'deleted') standing.refresh(); // perhaps with a mute
    room.repin(message);
  };

  const onEvent = (event: RoomEvent): void => {
    switch (event.type) {
      case 'message':
        takeMessage(event.message, event.seq);
        break;
      case 'message-unseen':
        changes.note(event.seq);
        standing.heedUnseen();
        return;
      case 'messages-changed':
        changes.behind(event.seq, spreadMs());
        return;
      case 'likes':
        messages.patch(event.messageId, { likes: event.likes });
        break;
      case 'chat-room':
        if (room.heed(event.room)) changes.catchUp(spreadMs());
        break;
      case 'presence':
        ({ presence } = event);
        break;
      default:
        return;
    }
    changed();
  };

  const stopFollowing = realtime.follow(stationRoom(station), { onSnapshot, onEvent });
  const stopWatching = realtime.onState((now) => {
    if (now === 'open') outbox.retryNow();
  });

  return {
    view: () => {
      view ??= draw({
        state,
        room: room.current,
        presence,
        standing: standing.current,
        older: window.older,
        liked,
        keys,
        messages: messages.sorted(room.current?.clearedSeq ?? 0),
        outgoing: outbox.messages,
      });
      return view;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    post: (text, { replyTo } = {}) => outbox.add({ text, replyTo: replyTo ?? null, afterSeq: changes.seq }),
    retry: outbox.retry,
    discard: outbox.discard,
    ...createChatLogActs({ rest, station, messages, liked, changed }),
    loadOlder: window.loadOlder,
    reload: () => {
      if (state === 'failed') state = 'loading';
      changed();
      changes.catchUp(0);
    },
    follow: (now) => {
      if (window.follow(now)) changed();
    },
    changePerson: () => {
      disown();
      standing.refresh();
    },
    refreshStanding: standing.refresh,
    close: () => {
      closed = true;
      stopFollowing();
      stopWatching();
      changes.stop();
      standing.stop();
      outbox.stop();
    },
  };
};
