import type { Duplex } from 'node:stream';
import { type ClientMessage, clientMessageSchema } from '@livestreamer/contracts';
import type { RawData, WebSocket } from 'ws';
import type { RealtimeConnection, RealtimeLine } from './realtime-connection.ts';
import { type SocketOutbox, writeToSocket } from './socket-outbox.ts';

interface WebSocketLineOptions {
  readonly socket: WebSocket;
  /** What `socket` writes to. */
  readonly raw: Duplex;
  readonly mostWaitingBytes: number;
  readonly connect: (line: RealtimeLine) => RealtimeConnection;
}

/** Begins a connection over a WebSocket. */
export const openWebSocketLine = ({
  socket,
  raw,
  mostWaitingBytes,
  connect,
}: WebSocketLineOptions): RealtimeConnection => {
  const outbox: SocketOutbox = { raw, mostWaitingBytes, full: () => connection.full() };
  const connection = connect({
    get waitingBytes() {
      return raw.writableLength; // `ws` writes here too
    },
    isTwoWay: true,
    outbox,
    write: (outgoing) => writeToSocket(outbox, outgoing.webSocket()),
    close: ({ code, reason }) => socket.close(code, reason),
    cut: () => socket.terminate(),
  });
  socket.on('message', (frame, isBinary) => connection.heed(isBinary ? null : readClientMessage(frame)));
  socket.on('ping', connection.pinged);
  // `ws` answers wrong bytes and oversized frames itself (1002, 1007, 1009); without this listener they would be thrown.
  socket.on('error', connection.broken);
  socket.on('close', connection.gone);
  return connection;
};

const readClientMessage = (frame: RawData): ClientMessage | null => {
  try {
    return clientMessageSchema.safeParse(JSON.parse(frame.toString())).data ?? null;
  } catch {
    return null;
  }
};
