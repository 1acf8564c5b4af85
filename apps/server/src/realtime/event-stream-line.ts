import type { ServerResponse } from 'node:http';
import type { RealtimeConnection, RealtimeLine } from './realtime-connection.ts';

interface EventStreamLineOptions {
  readonly response: ServerResponse;
  readonly mostWaitingBytes: number;
  readonly connect: (line: RealtimeLine) => RealtimeConnection;
}

/** Not kept, not gathered by a proxy (nginx), and not compressed on the way. */
const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
};

/** Begins a connection over server-sent events (WHATWG HTML §9.2). It is one-way: what the client wants stands in its address. */
export const openEventStreamLine = ({
  response,
  mostWaitingBytes,
  connect,
}: EventStreamLineOptions): RealtimeConnection => {
  response.writeHead(200, HEADERS);
  response.flushHeaders();
  response.socket?.setTimeout(0);
  response.socket?.setKeepAlive(true, KEEP_ALIVE_MS);
  const connection = connect({
    isTwoWay: false,
    outbox: null,
    write: (outgoing) => {
      if (!response.writable) return;
      if (response.writableLength > mostWaitingBytes) connection.full();
      else response.write(outgoing.eventStream());
    },
    close: ({ code }) => response.end(`event: close\ndata: ${code}\n\n`),
    cut: () => void response.destroy(),
  });
  response.on('error', connection.broken);
  response.on('close', connection.gone);
  return connection;
};

/** A line that is dead and says nothing is noticed by TCP alone. */
const KEEP_ALIVE_MS = 30_000;
