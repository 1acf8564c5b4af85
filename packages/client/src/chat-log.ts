import { type Clock, systemClock } from '@livestreamer/clock';
import {
  type ChatMessage,
  listMessageChanges,
  listMessages,
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
import { type ClientChance, systemClientChance } from './client-chance.ts';
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

const PAGE = 50;
/** Lines that are kept while somebody reads at the newest end. */
const MOST_KEPT = 1_000;
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
  let older: ChatView['older'] = 'none';
  let presence: Presence = { members: 0, visitors: 0 };
  let isFollowing = true;
  /** All messages from this place on are known. */
  let fromSeq = 0;
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
    onOtherPerson: () => keys.clear(),
    onChange: () => changed(),
  });

  /** Messages before those that are loaded are left alone: with one of them alone the list would have a hole. */
  const take = (message: ChatMessage, change: number): boolean => {
    const isNews = message.seq >= fromSeq && messages.apply(message, change);
    if (isNews || message.seq < fromSeq) messages.requote(message);
    return isNews;
  };

  /** Whoever reads along needs no more; gives whether there was more. */
  const trim = (): boolean => {
    const first = isFollowing ? messages.trim(MOST_KEPT) : null;
    if (first === null) return false;
    fromSeq = first;
    older = 'more';
    return true;
  };

  const reach = (next: string | null, last: ChatMessage | undefined): void => {
    older = next === null ? 'none' : 'more';
    fromSeq = next === null ? 0 : (last?.seq ?? 0);
  };

  /** Takes the newest page in place of all that was known by then. Gives the change up to which all is known. */
  const loadNewest = async (): Promise<number> => {
    const { items, next, seq } = await rest.call(listMessages, { params, query: { limit: PAGE } });
    reach(next, items.at(-1));
    messages.forget({ change: seq, beforeSeq: fromSeq });
    for (const message of items) take(message, seq);
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
      for (const message of items) take(message, seq);
      trim();
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

  const send = async ({ key, text, replyTo }: OutgoingMessage): Promise<void> => {
    const connection = realtime.connectionId() ?? undefined;
    try {
      const body = { text, key, connection, ...(replyTo === null ? {} : { replyTo }) };
      const stored = await rest.call(postMessage, { params, body });
      keys.set(stored.id, key);
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
    room.heed(snapshot.chat.room);
    ({ presence } = snapshot);
    changed();
    changes.catchUp();
    standing.refresh();
  };

  const takeMessage = (message: ChatMessage, change: number): void => {
    changes.note(change);
    if (take(message, change)) trim();
    const isMine = message.author.kind === 'member' && message.author.accountId === accountId();
    if (isMine && message.state === 'deleted') standing.refresh(); // perhaps with a mute
    room.repin(message);
  };

  const accountId = (): string | null => {
    const self = standing.current?.self;
    return self?.kind === 'member' ? self.accountId : null;
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
        changes.behind(event.seq);
        return;
      case 'likes':
        messages.patch(event.messageId, { likes: event.likes });
        break;
      case 'chat-room':
        if (room.heed(event.room)) changes.catchUp();
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
      const clearedSeq = room.current?.clearedSeq ?? 0;
      const stored = messages.sorted(clearedSeq);
      view ??= draw({
        state,
        room: room.current,
        presence,
        standing: standing.current,
        older,
        liked,
        keys,
        messages: stored,
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
    loadOlder: async () => {
      if (older === 'loading' || older === 'none') return;
      older = 'loading';
      const beside = fromSeq;
      changed();
      try {
        const { items, next, seq } = await rest.call(listMessages, { params, query: { limit: PAGE, beside } });
        if (fromSeq !== beside) return; // the list begins elsewhere by now: it would have a hole
        reach(next, items.at(-1));
        for (const message of items) take(message, seq);
      } catch {
        if (fromSeq === beside) older = 'failed';
      }
      changed();
    },
    reload: () => {
      if (state === 'failed') state = 'loading';
      changed();
      changes.catchUp();
    },
    follow: (now) => {
      isFollowing = now;
      if (trim()) changed();
    },
    refreshStanding: standing.refresh,
    close: () => {
      closed = true;
      stopFollowing();
      stopWatching();
      changes.stop();
      outbox.stop();
    },
  };
};
