import { type Clock, systemClock, type Timer } from '@livestreamer/clock';
import { CLOSE, type ClientMessage, LIMITS, reconnectAfter } from '@livestreamer/contracts';
import { type ClientChance, systemClientChance } from './client-chance.ts';
import { createFollowedRooms, type RoomFollower } from './followed-rooms.ts';
import type { OpenSocket, RealtimeSocket } from './realtime-socket.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';
import { readServerMessage } from './server-message-reader.ts';
import { createWebSocketReturn } from './websocket-return.ts';

/**
 * | state      | meaning                        | welcome | lost (closed, silent, late) | closed for good | delay over, retryNow | close()  |
 * | ---------- | ------------------------------ | ------- | --------------------------- | --------------- | -------------------- | -------- |
 * | connecting | a socket opens                 | open    | waiting                     | closed          | –                    | closed   |
 * | open       | the server said welcome        | –       | waiting                     | closed          | –                    | closed   |
 * | waiting    | no socket; a timer runs        | –       | –                           | –               | connecting           | closed   |
 * | closed     | over; make a new client        | –       | –                           | –               | –                    | –        |
 *
 * "For good" is what `reconnectAfter` calls `never`.
 */
export type RealtimeState = 'connecting' | 'open' | 'waiting' | 'closed';

/** One connection to the realtime rooms of a server, mended whenever it breaks. Connects as soon as it is made. */
export interface RealtimeClient {
  /** Hears a room until the returned function is called. Throws RangeError beyond `LIMITS.realtime.roomsPerConnection` rooms. */
  follow(room: string, follower: RoomFollower): () => void;
  state(): RealtimeState;
  /** Calls `listener` after every change of state; the returned function stops that. */
  onState(listener: (state: RealtimeState) => void): () => void;
  /** The name of the connection, for requests whose own event is not to come back on it; null while there is none. */
  connectionId(): string | null;
  /** Comes back as whoever the cookie says by now: after signing in or out. */
  reconnect(): void;
  /** The line may be back (the browser's `online` event): a client that waits tries at once. */
  retryNow(): void;
  close(): void;
}

interface RealtimeClientOptions {
  /** `wss://radio.example/api/v1/realtime`. */
  readonly url: string;
  readonly openSocket: OpenSocket;
  /** Another way to the same messages, for networks that let no WebSocket through. While it is taken, WebSockets are tried beside it now and then. */
  readonly openFallback?: OpenSocket | undefined;
  readonly clock?: Clock;
  readonly chance?: ClientChance;
}

/** So many sockets in a row that never came to their welcome, and the other way is tried. One that hangs until its deadline counts for two. */
const MISSES = 2;
/** How long a socket may take from opening to welcome. */
const WELCOME_DEADLINE_MS = 15_000;
/** RFC 6455 §7.4.1: the line was lost without a close frame. */
const NO_CLOSE_FRAME = 1006;

export const createRealtimeClient = (options: RealtimeClientOptions): RealtimeClient => {
  const { url, openSocket, openFallback, clock = systemClock, chance = systemClientChance } = options;
  const listeners = new Set<(state: RealtimeState) => void>();
  let state: RealtimeState = 'connecting';
  let socket: RealtimeSocket | null = null;
  /** The one wait of the state: for the welcome, for any message, or for the next attempt. */
  let timer: Timer | null = null;
  let attempt = 0;
  let id: string | null = null;
  /** Sockets in a row that never came to their welcome. */
  let misses = 0;
  let isFallback = false;

  const say = (message: ClientMessage): void => {
    if (state === 'open') socket?.send(JSON.stringify(message));
  };
  const rooms = createFollowedRooms(say);

  const wait = (delayMs: number, run: () => void): void => {
    timer?.cancel();
    timer = clock.after(delayMs, run);
  };

  const enter = (next: RealtimeState): void => {
    if (state === next) return;
    state = next;
    for (const listener of [...listeners]) listener(next);
  };

  /** Lets go of the socket without waiting for its closing handshake: on a dead line that takes minutes. */
  const drop = (): void => {
    const dropped = socket;
    socket = null;
    id = null;
    timer?.cancel();
    webSocketReturn.stop();
    dropped?.close();
  };

  const lose = (code: number): void => {
    drop();
    if (state === 'connecting' && !isFallback) misses += 1;
    if (code === CLOSE.IDENTITY_CHANGED.code) rooms.forgetPositions();
    const reconnect = reconnectAfter(code);
    if (reconnect === 'never') {
      enter('closed');
      return;
    }
    wait(reconnectDelayMs({ reconnect, attempt, chance }), connect);
    attempt += 1;
    enter('waiting');
  };

  const loseLine = (): void => lose(NO_CLOSE_FRAME);

  /** Swallowed on the way: a second one would be too. */
  const loseHung = (): void => {
    if (!isFallback) misses += 1;
    loseLine();
  };

  const heed = (frame: unknown): void => {
    wait(LIMITS.realtime.silenceMs, loseLine);
    const message = readServerMessage(frame);
    switch (message?.type) {
      case 'welcome':
        id = message.connectionId;
        if (isFallback) webSocketReturn.begin();
        else misses = 0;
        enter('open');
        rooms.subscribeAll();
        break;
      case 'ping':
        // A connection that lived to its first heartbeat was a good one: the next loss starts from the shortest delay.
        attempt = 0;
        say({ type: 'pong' });
        break;
      case 'subscribed':
      case 'event':
      case 'own':
      case 'unknown-event':
        rooms.heed(message);
        break;
    }
  };

  const connect = (): void => {
    isFallback = openFallback !== undefined && misses >= MISSES;
    // The next loss begins with a WebSocket again: one more miss, and it is the other way's turn.
    if (isFallback) misses = MISSES - 1;
    take(isFallback && openFallback ? openFallback(url) : openSocket(url));
    wait(WELCOME_DEADLINE_MS, loseHung);
    enter('connecting');
  };

  const take = (opened: RealtimeSocket): void => {
    socket = opened;
    opened.addEventListener('message', ({ data }) => {
      if (socket === opened) heed(data);
    });
    opened.addEventListener('close', ({ code }) => {
      if (socket === opened) lose(code);
    });
    opened.addEventListener('error', () => undefined); // a close follows; `ws` throws errors that nobody listens to
  };

  /** Goes on by WebSocket where the other way was. */
  const webSocketReturn = createWebSocketReturn({
    open: () => openSocket(url),
    onWelcome: (returned, welcome) => {
      drop();
      isFallback = false;
      take(returned);
      heed(welcome);
    },
    welcomeMs: WELCOME_DEADLINE_MS,
    clock,
    chance,
  });

  connect();

  return {
    follow: rooms.follow,
    state: () => state,
    onState: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    connectionId: () => id,
    reconnect: () => {
      if (state === 'closed') return;
      drop();
      rooms.forgetPositions();
      connect();
    },
    retryNow: () => {
      if (state === 'waiting') connect();
    },
    close: () => {
      drop();
      enter('closed');
    },
  };
};
