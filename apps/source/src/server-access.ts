import {
  type CookieKeeper,
  createCookieKeeper,
  createRealtimeClient,
  createRestClient,
  type RealtimeClient,
  type RestClient,
} from '@livestreamer/client';
import { REALTIME_PATH } from '@livestreamer/contracts';
import type { Machine } from './machine.ts';
import { openNodeSocket } from './realtime-socket-node.ts';

/** One server, as the commands talk to it. */
export interface ServerAccess {
  readonly origin: string;
  readonly rest: RestClient;
  readonly cookies: CookieKeeper;
  /** Connects at once; close it. */
  openRealtime(): RealtimeClient;
  /** Gives up all calls that are under way. */
  close(): void;
}

/** `cookie`: of an earlier sign-in, or null. */
export const accessServer = (origin: string, cookie: string | null, { clock, chance }: Machine): ServerAccess => {
  const cookies = createCookieKeeper(cookie ?? undefined);
  const closing = new AbortController();
  return {
    origin,
    cookies,
    rest: createRestClient({ baseUrl: origin, cookies, clock, fetch: fetchUntil(closing.signal) }),
    close: () => closing.abort(),
    openRealtime: () =>
      createRealtimeClient({
        url: origin.replace(/^http/, 'ws') + REALTIME_PATH,
        openSocket: openNodeSocket,
        clock,
        chance: { fraction: chance },
      }),
  };
};

const fetchUntil =
  (closed: AbortSignal): typeof fetch =>
  (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.any([closed, ...(init?.signal ? [init.signal] : [])]) });
