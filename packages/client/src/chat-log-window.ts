import { type ChatMessage, listMessages } from '@livestreamer/contracts';
import type { ChatLogMessages } from './chat-log-messages.ts';
import type { ChatView } from './chat-log-view.ts';
import type { RestClient } from './rest-client.ts';

/** Which part of a room's messages is loaded: everything from some place to the newest, without a hole, and never without a bound. */
export interface ChatLogWindow {
  /** What is before it. */
  readonly older: ChatView['older'];
  /** A message is as it is here since this change; gives whether that is news. One from before the window is left alone: it would make a hole. */
  take(message: ChatMessage, change: number): boolean;
  /** Forgets what is too much; gives whether there was any. */
  trim(): boolean;
  /** Takes the newest page in place of all that was known by then. Gives the change up to which all is known. */
  loadNewest(): Promise<number>;
  /** Loads what is before. */
  loadOlder(): Promise<void>;
  /** Whether somebody reads at the newest end; gives whether something was forgotten. */
  follow(isFollowing: boolean): boolean;
}

interface ChatLogWindowOptions {
  readonly rest: RestClient;
  readonly station: string;
  readonly messages: Pick<ChatLogMessages, 'apply' | 'forget' | 'requote' | 'sorted' | 'trim'>;
  readonly onChange: () => void;
}

const PAGE = 50;
/** Lines that are kept while somebody reads at the newest end. */
const MOST_KEPT = 1_000;
/** And while somebody reads further up: of more than that so many go at once, seldom, as the list then moves. */
const AWAY = { mostKept: 2_000, step: 200 } as const;

export const createChatLogWindow = ({ rest, station, messages, onChange }: ChatLogWindowOptions): ChatLogWindow => {
  const params = { station };
  let older: ChatView['older'] = 'none';
  let isFollowing = true;
  let mostAway: number = AWAY.mostKept;
  /** All messages from this place on are known. */
  let fromSeq = 0;

  const count = (): number => messages.sorted(0).length;

  const take = (message: ChatMessage, change: number): boolean => {
    const isNews = message.seq >= fromSeq && messages.apply(message, change);
    if (isNews || message.seq < fromSeq) messages.requote(message);
    return isNews;
  };

  const trim = (): boolean => {
    if (!isFollowing && count() < mostAway + AWAY.step) return false;
    const first = messages.trim(isFollowing ? MOST_KEPT : mostAway);
    if (first === null) return false;
    fromSeq = first;
    older = 'more';
    return true;
  };

  const reach = (next: string | null, last: ChatMessage | undefined): void => {
    older = next === null ? 'none' : 'more';
    fromSeq = next === null ? 0 : (last?.seq ?? 0);
  };

  return {
    get older() {
      return older;
    },
    take,
    trim,
    loadNewest: async () => {
      const { items, next, seq } = await rest.call(listMessages, { params, query: { limit: PAGE } });
      reach(next, items.at(-1));
      messages.forget({ change: seq, beforeSeq: fromSeq });
      for (const message of items) take(message, seq);
      return seq;
    },
    loadOlder: async () => {
      if (older === 'loading' || older === 'none') return;
      older = 'loading';
      const beside = fromSeq;
      onChange();
      try {
        const { items, next, seq } = await rest.call(listMessages, { params, query: { limit: PAGE, beside } });
        if (fromSeq !== beside) return; // the list begins elsewhere by now: it would have a hole
        reach(next, items.at(-1));
        for (const message of items) take(message, seq);
        mostAway = Math.max(mostAway, count()); // what somebody went up to is not taken away again
      } catch {
        if (fromSeq === beside) older = 'failed';
      }
      onChange();
    },
    follow: (now) => {
      isFollowing = now;
      if (now) mostAway = AWAY.mostKept;
      return trim();
    },
  };
};
