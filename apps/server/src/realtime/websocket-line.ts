import type { Duplex } from 'node:stream';
import { type ClientMessage, clientMessageSchema } from '@livestreamer/contracts';
import type { RawData, WebSocket } from 'ws';
import type { RealtimeConnection, RealtimeLine } from './realtime-connection.ts';
import { pongFrame } from './server-frames.ts';

interface WebSocketLineOptions {
  readonly socket: WebSocket;
  /** What `socket` writes to. Frames that are the same for everybody go there directly, made once; `ws` would make them for each. */
  readonly raw: Duplex;
  readonly connect: (line: RealtimeLine) => RealtimeConnection;
}

/** Begins a connection over a WebSocket. */
export const openWebSocketLine = ({ socket, raw, connect }: WebSocketLineOptions): RealtimeConnection => {
  const connection = connect({
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    get waitingBytes() {
      return raw.writableLength; // ours and those of `ws`: it writes here too
    },
    isTwoWay: true,
    write: (outgoing) => void raw.write(outgoing.webSocket()),
    close: ({ code, reason }) => socket.close(code, reason),
    cut: () => socket.terminate(),
  });
  socket.on('message', (frame, isBinary) => connection.heed(isBinary ? null : readClientMessage(frame)));
  // Pongs go the way of everything else, so that what waits stays bounded.
  socket.on('ping', (payload) => connection.tell(pongFrame(payload)));
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
