import { createContext, useContext } from 'react';
import type { ChatLogs } from './chat-logs.ts';

const Context = createContext<ChatLogs | null>(null);

export const ChatContextProvider = Context.Provider;

export const useChatLogs = (): ChatLogs => {
  const chats = useContext(Context);
  if (!chats) throw new Error('A component that needs ChatContext is drawn outside of ChatContextProvider.');
  return chats;
};
