import type { Duplex } from 'node:stream';
import { type ClientMessage, clientMessageSchema } from '@livestreamer/contracts';
import type { RawData, WebSocket } from 'ws';
import type { RealtimeConnection, RealtimeLine } from './realtime-connection.ts';
import { pongFrame } from './server-frames.ts';

interface WebSocketLineOptions {
  readonly socket: WebSocket;
  /** What `socket` writes to. Frames that are the same for everybody go there directly, made once; `ws` would make them for each. */
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
  const connection = connect({
    isTwoWay: true,
    write: (outgoing) => {
      if (raw.writableEnded) return;
      if (raw.writableLength > mostWaitingBytes)
        connection.full(); // `ws` writes here too, and its bytes count
      else raw.write(outgoing.webSocket());
    },
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
