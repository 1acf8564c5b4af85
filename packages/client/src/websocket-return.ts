import type { Clock, Timer } from '@livestreamer/clock';
import type { ClientChance } from './client-chance.ts';
import type { RealtimeSocket } from './realtime-socket.ts';
import { readServerMessage } from './server-message-reader.ts';

/**
 * Looks, beside a connection that works by the other way, whether WebSockets get through by now: a server that restarts refuses both for a while, and
 * whoever found the other way open first would stay on it for good.
 */
export interface WebSocketReturn {
  begin(): void;
  stop(): void;
}

interface WebSocketReturnOptions {
  readonly open: () => RealtimeSocket;
  /** It came to its welcome, which is handed on too. From now on nobody here listens to it. */
  readonly onWelcome: (socket: RealtimeSocket, welcome: unknown) => void;
  readonly welcomeMs: number;
  readonly clock: Clock;
  readonly chance: ClientChance;
}

/** The first look comes within this time, each next one within twice as long. */
const FIRST_WITHIN_MS = 60_000;
const LAST_WITHIN_MS = 16 * 60_000;

export const createWebSocketReturn = (options: WebSocketReturnOptions): WebSocketReturn => {
  const { open, onWelcome, welcomeMs, clock, chance } = options;
  let timer: Timer | null = null;
  let tried: RealtimeSocket | null = null;

  const stop = (): void => {
    timer?.cancel();
    timer = null;
    const dropped = tried;
    tried = null;
    dropped?.close();
  };

  const lookWithin = (withinMs: number): void => {
    stop();
    timer = clock.after(withinMs * (0.5 + chance.fraction() / 2), () => look(withinMs));
  };

  const look = (withinMs: number): void => {
    const inVain = (): void => lookWithin(Math.min(withinMs * 2, LAST_WITHIN_MS));
    const socket = open();
    tried = socket;
    timer = clock.after(welcomeMs, inVain);
    socket.addEventListener('message', ({ data }) => {
      if (tried !== socket || readServerMessage(data)?.type !== 'welcome') return;
      tried = null;
      stop();
      onWelcome(socket, data);
    });
    socket.addEventListener('close', () => {
      if (tried === socket) inVain();
    });
    socket.addEventListener('error', () => undefined); // a close follows
  };

  return { begin: () => lookWithin(FIRST_WITHIN_MS), stop };
};
