import type { RestClient } from '@livestreamer/client';
import type { Clock } from '@livestreamer/clock';
import { createContext, useContext } from 'react';
import type { ServerTime } from './server-time.ts';

/** What the page has from outside; made once in main.tsx, other ones in tests. */
export interface WebContext {
  readonly rest: RestClient;
  readonly clock: Clock;
  readonly serverTime: ServerTime;
  /** `https://radio.example`. */
  readonly origin: string;
  /** Null where the browser forbids it. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
}

const Context = createContext<WebContext | null>(null);

export const WebContextProvider = Context.Provider;

export const useWeb = (): WebContext => {
  const web = useContext(Context);
  if (!web) throw new Error('A component that needs WebContext is drawn outside of WebContextProvider.');
  return web;
};
