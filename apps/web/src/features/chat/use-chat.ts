import type { ChatLog, ChatView } from '@livestreamer/client';
import { useStore } from '../../lib/store.ts';
import { useChatLogs } from './chat-context.ts';

/** The chat of a station, followed for as long as the component is drawn. */
export const useChat = (slug: string): { readonly view: ChatView; readonly log: () => ChatLog } => {
  const chat = useChatLogs().of(slug);
  return { view: useStore(chat), log: chat.log };
};
