import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import {
  type ClientMessage,
  type LiveBroadcast,
  type RoomEvent,
  type ServerMessage,
  serverMessageSchema,
} from '@livestreamer/contracts';
import { WebSocket } from 'ws';
import { systemChance as chance, silentLogger } from '../platform/index.ts';
import { createPresenceStore } from './presence-store.ts';
import { createRealtime, type Realtime, type RoomContent } from './realtime-engine.ts';
import type { RealtimeLimits } from './realtime-limits.ts';
import type { RealtimePerson } from './realtime-person.ts';
import { createRoomBus } from './room-bus.ts';

/** A person on a page, speaking the bare protocol. */
export interface RigPeer {
  readonly socket: WebSocket;
  /** Everything the server said but heartbeats. */
  readonly heard: readonly ServerMessage[];
  /** Resolves to the close code. */
  readonly closed: Promise<number>;
  say(message: ClientMessage): void;
}

/** The realtime engine, which gathers nothing unless it is told to, behind a real HTTP server on loopback; time stands still until the test moves it. */
export interface RealtimeRig {
  readonly realtime: Realtime;
  readonly clock: FakeClock;
  readonly url: string;
  /** What each place holds; rooms that are not here do not exist. */
  readonly places: Map<string, RoomContent>;
  /** Addresses from which everything is refused. */
  readonly banned: Set<string>;
  /** Cookies that are nobody's any more. */
  readonly changed: Set<string>;
  /** From now on nobody finds out who somebody is, until the function that it gives is called. */
  holdQuestions(): () => void;
  /** What waits on the server to be sent, of the connection of which most does. */
  mostBytesWaiting(): number;
  /** Connects and waits for the welcome. */
  peer(headers?: Record<string, string>): Promise<RigPeer>;
  stop(): Promise<void>;
}

export const startRealtimeRig = async (limits: Partial<RealtimeLimits> = {}): Promise<RealtimeRig> => {
  const clock = createFakeClock();
  const places = new Map<string, RoomContent>();
  const banned = new Set<string>();
  const changed = new Set<string>();
  let held: Promise<void> | null = null;
  const realtime = createRealtime({
    bus: createRoomBus({ chance }),
    presenceStore: createPresenceStore(),
    contentOf: async (room) => places.get(room) ?? null,
    isBanned: (address) => banned.has(address),
    identify: async (cookie) => {
      await held;
      return changed.has(cookie ?? '') ? null : personCalled(cookie);
    },
    originAllowed: (origin, host) => origin === undefined || origin === `http://${host}`,
    addressOf: ({ headers, socket }) => String(headers['x-address'] ?? socket.remoteAddress),
    clock,
    chance,
    log: silentLogger,
    limits: { gatherMs: 0, ...limits },
  });
  const http = createServer((request, response) => {
    if (!realtime.takeRequest(request, response)) response.writeHead(404).end();
  });
  const serverSockets = new Set<Duplex>();
  http.on('upgrade', (request, socket, head) => {
    serverSockets.add(socket);
    realtime.handleUpgrade(request, socket, head);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  const url = `ws://127.0.0.1:${address.port}`;
  const sockets = new Set<WebSocket>();

  return {
    realtime,
    clock,
    url,
    places,
    banned,
    changed,
    holdQuestions: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    mostBytesWaiting: () => Math.max(...[...serverSockets].map(({ writableLength }) => writableLength)),
    peer: async (headers = {}) => {
      const socket = new WebSocket(url, { headers });
      sockets.add(socket);
      const heard: ServerMessage[] = [];
      socket.on('error', () => undefined);
      socket.on('message', (frame) => {
        const message = serverMessageSchema.parse(JSON.parse(String(frame)));
        if (message.type !== 'ping') heard.push(message);
      });
      const closed = new Promise<number>((resolve) => void socket.once('close', resolve));
      await Promise.race([
        once(socket, 'message'),
        closed.then(() => Promise.reject(new Error('The server did not say welcome.'))),
      ]);
      return { socket, heard, closed, say: (message) => socket.send(JSON.stringify(message)) };
    },
    stop: async () => {
      for (const socket of sockets) socket.terminate();
      await realtime.stop();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
};

/** `zoe`: an account of that name; `visitor 1`: a visitor; without a name: nobody that is known. */
const personCalled = (name: string | null): RealtimePerson | null => {
  if (name === null) return null;
  return { key: name, account: name.startsWith('visitor') ? null : { accountId: name, username: name } };
};

/** A quiet room with a chat in which nothing was said. */
export const contentWith = (live: LiveBroadcast | null): RoomContent => ({
  live,
  chat: {
    seq: 0,
    room: { open: true, writers: 'members', slowModeS: 0, clearedSeq: 0, pinned: null, announcement: null },
  },
});

/** A broadcast with as many listeners. */
export const liveWith = (listeners: number): LiveBroadcast => ({
  broadcastId: 'b1',
  state: 'live',
  title: 'Night',
  nowPlaying: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  listeners,
  hearts: 0,
});

export const liveEvent = (listeners: number): RoomEvent => ({ type: 'live', live: liveWith(listeners) });
