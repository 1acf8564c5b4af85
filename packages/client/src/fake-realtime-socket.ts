import { type ClientMessage, clientMessageSchema, LIMITS, type ServerMessage } from '@livestreamer/contracts';
import type { RealtimeSocket } from './realtime-socket.ts';

/** The server's end of a socket that exists only in memory; for tests. */
export interface FakeRealtimeSocket extends RealtimeSocket {
  /** What the client said and nobody took yet, in order. */
  take(): ClientMessage[];
  /** Whether the client let go of it. */
  readonly closedByClient: boolean;
  /** Says something to the client. */
  tell(message: ServerMessage): void;
  tellRaw(data: unknown): void;
  /** Says welcome, as the server does first. */
  welcome(): void;
  ping(): void;
  /** The connection ends with this close code. */
  end(code: number): void;
}

const SERVER_TIME = '2026-01-01T00:00:00.000Z';

export const createFakeRealtimeSocket = (): FakeRealtimeSocket => {
  const onMessage: ((event: { data: unknown }) => void)[] = [];
  const onClose: ((event: { code: number }) => void)[] = [];
  let said: ClientMessage[] = [];
  let closedByClient = false;

  function addEventListener(type: 'open' | 'error', listener: () => void): void;
  function addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  function addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
  function addEventListener(type: string, listener: (event: { data: unknown; code: number }) => void): void {
    if (type === 'message') onMessage.push(({ data }) => listener({ data, code: 0 }));
    if (type === 'close') onClose.push(({ code }) => listener({ data: undefined, code }));
  }

  const tellRaw = (data: unknown): void => {
    for (const listener of [...onMessage]) listener({ data });
  };
  const tell = (message: ServerMessage): void => tellRaw(JSON.stringify(message));

  return {
    addEventListener,
    send: (text) => void said.push(clientMessageSchema.parse(JSON.parse(text))),
    close: () => {
      closedByClient = true;
    },
    take: () => {
      const taken = said;
      said = [];
      return taken;
    },
    get closedByClient() {
      return closedByClient;
    },
    tell,
    tellRaw,
    welcome: () =>
      tell({
        type: 'welcome',
        connectionId: 'c1',
        heartbeatMs: LIMITS.realtime.heartbeatMs,
        serverTime: SERVER_TIME,
      }),
    ping: () => tell({ type: 'ping', serverTime: SERVER_TIME }),
    end: (code) => {
      for (const listener of [...onClose]) listener({ code });
    },
  };
};
