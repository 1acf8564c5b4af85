import { type ChatMessage, LIMITS } from '@livestreamer/contracts';

/** The messages that a page knows, each as it was at its last known change. */
export interface ChatLogMessages {
  /** Takes a message as it is at this change; false when a later one is known. */
  apply(message: ChatMessage, change: number): boolean;
  /** Changes what is known of a message without a change of its own: a like, or what this page did to it. */
  patch(id: string, patch: Partial<ChatMessage>): void;
  /** What answers this message quotes it as it is now: a deleted one is quoted nowhere. Also when the message itself is not kept here. */
  requote(message: ChatMessage): void;
  get(id: string): ChatMessage | undefined;
  /** The change as of which a message is known. */
  changeOf(id: string): number | undefined;
  /** The ids of those that are held: nobody but their author knows of them. */
  held(): readonly string[];
  /** Forgets a message if it is still held. */
  drop(id: string): void;
  /** By their place in the room, the oldest first; those that were cleared away are left out. */
  sorted(clearedSeq: number): readonly ChatMessage[];
  /** Keeps the newest alone; gives the place of the first that is left, or null when there were no more than that. */
  trim(most: number): number | null;
  /** Forgets what is known as of this change or an earlier one, and everything before this place; what is held is on no page and stays. */
  forget(upTo: { readonly change: number; readonly beforeSeq: number }): void;
}

interface Known {
  readonly message: ChatMessage;
  readonly change: number;
}

export const createChatLogMessages = (): ChatLogMessages => {
  const known = new Map<string, Known>();
  let order: readonly ChatMessage[] | null = null;

  const set = (id: string, entry: Known): void => {
    known.set(id, entry);
    order = null;
  };

  const all = (): readonly ChatMessage[] => {
    order ??= [...known.values()].map(({ message }) => message).sort((one, other) => one.seq - other.seq);
    return order;
  };

  return {
    apply: (message, change) => {
      const before = known.get(message.id);
      if (before && before.change > change) return false;
      set(message.id, { message, change });
      return true;
    },
    patch: (id, patch) => {
      const before = known.get(id);
      if (before) set(id, { ...before, message: { ...before.message, ...patch } });
    },
    requote: (message) => {
      for (const [id, entry] of known) {
        const { replyTo } = entry.message;
        if (replyTo?.id !== message.id) continue;
        const text = quoteOf(message);
        if (replyTo.text !== text) set(id, { ...entry, message: { ...entry.message, replyTo: { ...replyTo, text } } });
      }
    },
    get: (id) => known.get(id)?.message,
    changeOf: (id) => known.get(id)?.change,
    held: () => [...known].flatMap(([id, { message }]) => (message.state === 'held' ? [id] : [])),
    drop: (id) => {
      if (known.get(id)?.message.state === 'held') known.delete(id);
      order = null;
    },
    sorted: (clearedSeq) => {
      const messages = all();
      return clearedSeq === 0 ? messages : messages.filter(({ seq }) => seq > clearedSeq);
    },
    trim: (most) => {
      const tooMany = all().slice(0, Math.max(0, known.size - most));
      if (tooMany.length === 0) return null;
      for (const { id } of tooMany) known.delete(id);
      order = null;
      return all()[0]?.seq ?? null;
    },
    forget: ({ change, beforeSeq }) => {
      for (const [id, entry] of known) {
        const isOld = entry.change <= change && entry.message.state !== 'held';
        if (isOld || entry.message.seq < beforeSeq) known.delete(id);
      }
      order = null;
    },
  };
};

const quoteOf = ({ state, text }: ChatMessage): string => {
  if (state !== 'shown') return '';
  const { quoteLength } = LIMITS.chat;
  const letters = [...text];
  return letters.length > quoteLength ? `${letters.slice(0, quoteLength - 1).join('')}…` : text;
};
