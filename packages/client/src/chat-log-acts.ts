import { type ChatMessage, deleteMessage, editMessage, likeMessage, unlikeMessage } from '@livestreamer/contracts';
import type { ChatLogMessages } from './chat-log-messages.ts';
import type { RestClient } from './rest-client.ts';

/** What one does to messages that are stored. Shown at once when the server has said yes; each throws `ApiError`. */
export interface ChatLogActs {
  edit(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Shown before the server has said yes, and taken back when it says no. */
  like(id: string, on: boolean): Promise<void>;
}

interface ChatLogActsOptions {
  readonly rest: RestClient;
  readonly station: string;
  readonly messages: Pick<ChatLogMessages, 'patch' | 'changeOf'>;
  /** The messages that the person likes. */
  readonly liked: Set<string>;
  readonly changed: () => void;
}

export const createChatLogActs = ({ rest, station, messages, liked, changed }: ChatLogActsOptions): ChatLogActs => {
  const setLiked = (id: string, on: boolean): void => {
    if (on) liked.add(id);
    else liked.delete(id);
    changed();
  };
  /** What was heard of the message since the question was sent is newer than the answer. */
  const settle = async (id: string, ask: () => Promise<Partial<ChatMessage>>): Promise<void> => {
    const change = messages.changeOf(id);
    const patch = await ask();
    if (messages.changeOf(id) === change) messages.patch(id, patch);
    changed();
  };
  return {
    edit: (id, text) => settle(id, () => rest.call(editMessage, { params: { station, id }, body: { text } })),
    remove: (id) =>
      settle(id, async () => {
        await rest.call(deleteMessage, { params: { station, id } });
        return { state: 'deleted', text: '' };
      }),
    like: async (id, on) => {
      setLiked(id, on);
      try {
        const { likes } = await rest.call(on ? likeMessage : unlikeMessage, { params: { station, id } });
        messages.patch(id, { likes });
        changed();
      } catch (error) {
        setLiked(id, !on);
        throw error;
      }
    },
  };
};
