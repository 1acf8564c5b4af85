import { deleteMessage, editMessage, likeMessage, unlikeMessage } from '@livestreamer/contracts';
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
  readonly messages: Pick<ChatLogMessages, 'patch'>;
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
  return {
    edit: async (id, text) => {
      messages.patch(id, await rest.call(editMessage, { params: { station, id }, body: { text } }));
      changed();
    },
    remove: async (id) => {
      await rest.call(deleteMessage, { params: { station, id } });
      messages.patch(id, { state: 'deleted', text: '' });
      changed();
    },
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
