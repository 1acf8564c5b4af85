/** The part of the WHATWG WebSocket that the realtime client uses; the browser's and that of `ws` both have it. */
export interface RealtimeSocket {
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
  send(text: string): void;
  close(): void;
}

/** Begins to open a socket; errors come as its events. */
export type OpenSocket = (url: string) => RealtimeSocket;
