import { createContext, useContext } from 'react';
import type { ChatLogs } from './chat-logs.ts';

const Context = createContext<ChatLogs | null>(null);

export const ChatContextProvider = Context.Provider;

/** Whether the person may ban from the whole server, and not only where they keep order. */
const BansEverywhere = createContext(false);

export const BansEverywhereProvider = BansEverywhere.Provider;

export const useBansEverywhere = (): boolean => useContext(BansEverywhere);

export const useChatLogs = (): ChatLogs => {
  const chats = useContext(Context);
  if (!chats) throw new Error('A component that needs ChatContext is drawn outside of ChatContextProvider.');
  return chats;
};
