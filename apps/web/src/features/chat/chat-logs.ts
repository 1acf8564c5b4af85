import { type ChatLog, type ChatView, createChatLog, type RealtimeClient, type RestClient } from '@livestreamer/client';
import type { Clock } from '@livestreamer/clock';
import type { Store } from '../../lib/store.ts';

/** The chat of a room: what it shows, and what can be done in it. */
export interface StationChat extends Store<ChatView> {
  /** The log while somebody looks at it; made anew when somebody looks again. */
  log(): ChatLog;
  /** Somebody else is signed in from now on. */
  changePerson(): void;
}

/** The chats of stations by slug, one object each. A room is followed while somebody looks, or something of one's own is on its way. */
export interface ChatLogs {
  of(slug: string): StationChat;
  /** Somebody else is signed in from now on: what the one before was about to say is not theirs to send. */
  changePerson(): void;
}

interface ChatLogsOptions {
  readonly rest: RestClient;
  readonly realtime: RealtimeClient;
  readonly clock: Clock;
}

export const createChatLogs = (options: ChatLogsOptions): ChatLogs => {
  const chats = new Map<string, StationChat>();
  return {
    of: (slug) => {
      const chat = chats.get(slug) ?? createStationChat(slug, options);
      chats.set(slug, chat);
      return chat;
    },
    changePerson: () => {
      for (const chat of chats.values()) chat.changePerson();
    },
  };
};

const createStationChat = (station: string, options: ChatLogsOptions): StationChat => {
  const listeners = new Set<() => void>();
  let log: ChatLog | null = null;

  const isSending = (): boolean => log?.view().items.some(({ pending }) => pending?.state === 'sending') ?? false;
  const closeUnseen = (): void => {
    if (listeners.size > 0 || isSending()) return;
    log?.close();
    log = null;
  };
  const opened = (): ChatLog => {
    if (log) return log;
    const made = createChatLog({ station, ...options });
    made.onChange(() => {
      for (const listener of [...listeners]) listener();
      closeUnseen();
    });
    log = made;
    return made;
  };

  return {
    log: opened,
    changePerson: () => log?.changePerson(),
    snapshot: () => opened().view(),
    subscribe: (listener) => {
      opened();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        closeUnseen();
      };
    },
  };
};
