import { createCookieKeeper, createRealtimeClient, createRestClient, type RestClient } from '@livestreamer/client';
import { getStation, postMessage, stationRoom } from '@livestreamer/contracts';
import WebSocket from 'ws';

/** Somebody who chats in a browser of their own, at an address of their own. */
export interface CrowdPerson {
  /** Says something; gives the id of the stored message. */
  say(text: string): Promise<string>;
  /** How often each message came by the socket, by its id. */
  readonly heard: ReadonlyMap<string, number>;
  /** From when it was posted until it was here, ms. */
  readonly delaysMs: readonly number[];
  leave(): void;
}

interface CrowdPersonOptions {
  readonly baseUrl: string;
  readonly station: string;
  readonly nth: number;
}

/** Of the range that RFC 2544 keeps for benches. */
const addressOf = (nth: number): string => `198.18.${Math.floor(nth / 250)}.${(nth % 250) + 1}`;

/** Enters the room of a station as a visitor; resolves when it hears of what happens there. */
export const enterCrowd = async ({ baseUrl, station, nth }: CrowdPersonOptions): Promise<CrowdPerson> => {
  const cookies = createCookieKeeper();
  const behind = { 'x-forwarded-for': addressOf(nth) };
  const rest: RestClient = createRestClient({
    baseUrl,
    cookies,
    fetch: (address, init) =>
      fetch(address, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), ...behind } }),
  });
  await rest.call(getStation, { params: { station } });
  const heard = new Map<string, number>();
  const delaysMs: number[] = [];
  const realtime = createRealtimeClient({
    url: `${baseUrl.replace('http', 'ws')}/api/v1/realtime`,
    openSocket: (url) => new WebSocket(url, { headers: { ...behind, cookie: cookies.header() ?? '' } }),
  });
  await new Promise<void>((resolve) => {
    realtime.follow(stationRoom(station), {
      onSnapshot: () => resolve(),
      onEvent: (event) => {
        if (event.type !== 'message') return;
        const { id, text } = event.message;
        heard.set(id, (heard.get(id) ?? 0) + 1);
        delaysMs.push(Date.now() - Number(text.split(' ')[0]));
      },
    });
  });
  return {
    heard,
    delaysMs,
    say: async (text) => {
      const connection = realtime.connectionId() ?? undefined;
      return (await rest.call(postMessage, { params: { station }, body: { text, connection } })).id;
    },
    leave: () => realtime.close(),
  };
};
