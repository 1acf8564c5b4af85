import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { ChatContextProvider } from '../features/chat/chat-context.ts';
import { LiveContextProvider } from '../features/live/live-context.ts';
import { PlayerContextProvider } from '../features/player/player-context.ts';
import { WebContextProvider } from '../lib/web-context.ts';
import type { WebClient } from './create-web-client.ts';

interface ProvidersProps {
  readonly client: WebClient;
  readonly children: ReactNode;
}

export const Providers = ({ client, children }: ProvidersProps) => (
  <I18nextProvider i18n={client.texts}>
    <QueryClientProvider client={client.queries}>
      <WebContextProvider value={client.web}>
        <LiveContextProvider value={client.live}>
          <ChatContextProvider value={client.chats}>
            <PlayerContextProvider value={client.playing}>{children}</PlayerContextProvider>
          </ChatContextProvider>
        </LiveContextProvider>
      </WebContextProvider>
    </QueryClientProvider>
  </I18nextProvider>
);
