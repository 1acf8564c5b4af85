import { createRealtimeClient, createRestClient, type RealtimeSocket } from '@livestreamer/client';
import { systemClock } from '@livestreamer/clock';
import type { ChatRoom, LiveBroadcast, ServerMessage, StationPage } from '@livestreamer/contracts';
import { notifyManager } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { askStationAnew, createQueries } from '../app/create-queries.ts';
import { Providers } from '../app/providers.tsx';
import { webRoutes } from '../app/web-router.tsx';
import { createChatLogs } from '../features/chat/chat-logs.ts';
import { createOwnHearts } from '../features/live/hearts/own-hearts.ts';
import { createLiveLine } from '../features/live/live-line.ts';
import { createLiveStations } from '../features/live/live-station.ts';
import { createAudioPlayer } from '../features/player/audio-player.ts';
import { FakeAudioElement } from '../features/player/fake-audio-element.ts';
import { createTuning } from '../features/player/tuning.ts';
import { createTexts } from '../lib/language.ts';
import { createServerTime } from '../lib/server-time.ts';

/** A show as the server tells it. */
export const liveWith = (over: Partial<LiveBroadcast> = {}): LiveBroadcast => ({
  broadcastId: 'b1',
  state: 'live',
  title: 'Low Tide',
  nowPlaying: null,
  startedAt: new Date(Date.now() - 65_000).toISOString(),
  listeners: 3,
  hearts: 0,
  ...over,
});

export const stationWith = (live: LiveBroadcast | null, over: Partial<StationPage> = {}): StationPage => ({
  slug: 'club',
  name: 'Club FM',
  default: true,
  accent: null,
  artwork: null,
  live,
  about: '',
  links: [],
  heartsFrom: 'everyone',
  downloads: false,
  archive: false,
  editable: false,
  ...over,
});

/** A room with a chat in which nothing was said. */
const QUIET_CHAT = {
  seq: 0,
  room: { open: true, writers: 'members', slowModeS: 0, clearedSeq: 0, pinned: null, announcement: null },
} as const;

/** The server's end of the newest socket. */
const createSockets = () => {
  const onMessage: ((event: { data: unknown }) => void)[] = [];
  const onClose: ((event: { code: number }) => void)[] = [];
  function addEventListener(type: 'open' | 'error', listener: () => void): void;
  function addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  function addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
  function addEventListener(type: string, listener: (event: { data: unknown; code: number }) => void): void {
    if (type === 'message') onMessage.push(({ data }) => listener({ data, code: 0 }));
    if (type === 'close') onClose.push(({ code }) => listener({ data: undefined, code }));
  }
  const socket: RealtimeSocket = { addEventListener, send: () => undefined, close: () => undefined };
  return {
    open: () => socket,
    tell: (message: ServerMessage): void => {
      for (const listener of onMessage) listener({ data: JSON.stringify(message) });
    },
    drop: (): void => {
      for (const listener of onClose) listener({ code: 1006 });
    },
  };
};

/** An error answer of the server. */
export const refusal = (status: number, code: string, fields: { path: string; message: string }[] = []): Response =>
  Response.json(
    { type: 'about:blank', title: code, status, code, message: code, id: 'r1', fields },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

/** The answer of a route that has done its work and has nothing to say. */
export const NOTHING = Symbol('204');

/** What REST answers, by method and path below /api/v1, with or without its query: the reply, or a whole `Response`; what is not in it is not found, nothing was said, and nobody is signed in. */
export type Answers = Record<string, unknown>;

/** The whole web client on one page, with the server, the media element and nothing else made up. */
export const openWebPage = async (path: string | { pathname: string; state: unknown }, answers: Answers) => {
  document.body.innerHTML = '<div id="root"></div>';
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  notifyManager.setScheduler(queueMicrotask); // inside `act`, not a timer later
  let isDown = false;
  const sent: { call: string; body: unknown }[] = [];
  const asked: string[] = [];
  const fetchStandIn = async (address: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(String(address), 'http://club');
    const call = `${init?.method ?? 'GET'} ${pathname.replace('/api/v1', '')}`;
    asked.push(`${call}${search}`);
    if (isDown) throw new TypeError('down');
    if (typeof init?.body === 'string') sent.push({ call, body: JSON.parse(init.body) });
    const answer = answers[`${call}${search}`] ?? answers[call];
    if (answer instanceof Response) return answer.clone();
    if (answer === NOTHING) return new Response(null, { status: 204 });
    if (answer !== undefined) return Response.json(answer);
    if (/^GET \/stations\/[^/]+\/messages$/.test(call))
      return Response.json({ items: [], next: null, previous: null, seq: 0 });
    return call === 'GET /account' ? refusal(401, 'not_signed_in') : refusal(404, 'not_found');
  };
  const sockets = createSockets();
  const clock = systemClock;
  const element = new FakeAudioElement();
  const realtime = createRealtimeClient({ url: 'ws://club/', openSocket: sockets.open });
  const player = createAudioPlayer({ element: element as unknown as HTMLAudioElement, clock, chance: () => 0 }); // as far as the player uses it
  const queries = createQueries({ gcTime: Number.POSITIVE_INFINITY, retryDelay: 0 });
  const stations = createLiveStations({ realtime, onMoved: askStationAnew(queries) });
  const serverTime = createServerTime(clock);
  const rest = createRestClient({ baseUrl: 'http://club', fetch: fetchStandIn });
  const client = {
    texts: createTexts('en'),
    queries,
    web: {
      rest,
      clock,
      serverTime,
      origin: 'http://club:8000',
      storage: null,
    },
    live: { stations, line: createLiveLine({ realtime, clock }), hearts: createOwnHearts(clock) },
    chats: createChatLogs({ rest, realtime, clock }),
    playing: { player, tuning: createTuning({ player, liveOf: stations.of }) },
  };
  const container = document.getElementById('root');
  if (!container) throw new Error('no root');
  const root = createRoot(container);
  const router = createMemoryRouter(webRoutes, { initialEntries: [path] });
  await act(async () =>
    root.render(
      <Providers client={client}>
        <RouterProvider router={router} />
      </Providers>,
    ),
  );
  return {
    element,
    /** Every call, with its query, oldest first. */
    asked,
    /** Where the page is: path and query. */
    address: () => `${router.state.location.pathname}${router.state.location.search}`,
    /** What the entry of the history holds: the browser gives it back after a reload. */
    historyState: (): unknown => router.state.location.state,
    goTo: (to: string) => act(() => router.navigate(to)),
    /** The bodies that went to the server, oldest first. */
    sent,
    queries,
    /** The server's news come over the socket. */
    tell: (message: ServerMessage) => act(async () => sockets.tell(message)),
    welcome: async (live: LiveBroadcast | null, room: Partial<ChatRoom> = {}) => {
      const serverTime = new Date().toISOString();
      const subscribed = {
        type: 'subscribed',
        room: 'station:club',
        epoch: 'e',
        seq: 0,
        snapshot: {
          live,
          chat: { ...QUIET_CHAT, room: { ...QUIET_CHAT.room, ...room } },
          presence: { members: 0, visitors: 1 },
        },
      } as const;
      await act(async () => {
        sockets.tell({ type: 'welcome', connectionId: 'c', heartbeatMs: 20_000, serverTime });
        sockets.tell(subscribed);
      });
    },
    dropSocket: () => act(async () => sockets.drop()),
    goDown: () => {
      isDown = true;
    },
    close: async () => {
      await act(async () => root.unmount());
      realtime.close();
      player.stop();
      queries.clear();
    },
  };
};

export type WebPage = Awaited<ReturnType<typeof openWebPage>>;
