import type { ChatMessage, ChatRoom, getChatStanding, Presence, RouteReply } from '@livestreamer/contracts';
import type { ApiError } from './api-error.ts';
import { isUnanswered, type OutgoingMessage } from './chat-log-outbox.ts';

/** What the person is in a room. */
export type ChatStanding = RouteReply<typeof getChatStanding>;

/** One line of the chat: a stored message, or one's own that is on its way. */
export interface ChatItem {
  /** Stays the same when an own message is stored. */
  readonly key: string;
  /** Null: not stored yet. */
  readonly message: ChatMessage | null;
  /** Null: stored. */
  readonly pending: {
    readonly text: string;
    readonly state: 'sending' | 'failed';
    readonly problem: ApiError | null;
  } | null;
  /** Whether the person wrote it. */
  readonly own: boolean;
  /** Whether the person likes it. */
  readonly liked: boolean;
}

/** Everything that a page shows of a room. A new object whenever anything of it changes; lines that do not change stay the same objects. */
export interface ChatView {
  readonly state: 'loading' | 'ready' | 'failed';
  /** The oldest first; those on their way last. */
  readonly items: readonly ChatItem[];
  readonly room: ChatRoom | null;
  readonly presence: Presence;
  readonly standing: ChatStanding | null;
  /** Whether there is more before the first line. */
  readonly older: 'more' | 'loading' | 'none' | 'failed';
}

interface ViewParts extends Omit<ChatView, 'items'> {
  readonly messages: readonly ChatMessage[];
  readonly outgoing: readonly OutgoingMessage[];
  readonly liked: ReadonlySet<string>;
  /** Keys under which own messages were shown before they were stored. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Draws views, and keeps the lines that have not changed. */
export const createChatViews = (): ((parts: ViewParts) => ChatView) => {
  let before = new Map<string, ChatItem>();
  /** The stored messages, by the keys of those on their way that they turned out to be. */
  const found = new Map<string, string>();

  return ({ messages, outgoing, liked, keys, ...rest }) => {
    const after = new Map<string, ChatItem>();
    const keep = (item: ChatItem): void => {
      const old = before.get(item.key);
      after.set(item.key, old && isSame(old, item) ? old : item);
    };
    const isOwn = ownBy(rest.standing);
    for (const message of messages) {
      const key = keys.get(message.id) ?? message.id;
      keep({ key, message, pending: null, own: keys.has(message.id) || isOwn(message), liked: liked.has(message.id) });
    }
    for (const { key, text, state, problem } of unsettled({ outgoing, own: messages.filter(isOwn), keys, found }))
      keep({ key, message: null, pending: { text, state, problem }, own: true, liked: false });
    before = after;
    return { ...rest, items: [...after.values()] };
  };
};

const ownBy =
  (standing: ChatStanding | null) =>
  ({ author }: ChatMessage): boolean => {
    if (!standing) return false;
    const { self } = standing;
    if (author.kind === 'member') return self.kind === 'member' && self.accountId === author.accountId;
    return author.kind === 'visitor' && self.kind === 'visitor' && self.number === author.number;
  };

interface Settling {
  readonly outgoing: readonly OutgoingMessage[];
  readonly own: readonly ChatMessage[];
  readonly keys: ReadonlyMap<string, string>;
  readonly found: Map<string, string>;
}

/**
 * Those that are not there in their stored form. After a broken line the stored message may come back by itself before the answer to its repeated
 * call does, or without one: shown twice it would look as if it had been sent twice.
 */
const unsettled = ({ outgoing, own, keys, found }: Settling): readonly OutgoingMessage[] => {
  const waiting = new Set(outgoing.map(({ key }) => key));
  for (const key of found.keys()) if (!waiting.has(key)) found.delete(key);
  return outgoing.filter((message) => {
    if (message.state === 'failed' && !isUnanswered(message)) return true;
    if (found.has(message.key)) return false;
    const taken = new Set(found.values());
    const text = message.text.normalize('NFC'); // as the server stores it
    const stored = own.find(
      (one) => one.seq > message.afterSeq && one.text === text && !keys.has(one.id) && !taken.has(one.id),
    );
    if (stored) found.set(message.key, stored.id);
    return !stored;
  });
};

const isSame = (one: ChatItem, other: ChatItem): boolean =>
  one.message === other.message &&
  one.own === other.own &&
  one.liked === other.liked &&
  one.pending?.text === other.pending?.text &&
  one.pending?.state === other.pending?.state &&
  one.pending?.problem === other.pending?.problem;
