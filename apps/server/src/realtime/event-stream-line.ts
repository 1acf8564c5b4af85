import type { ServerResponse } from 'node:http';
import type { RealtimeConnection, RealtimeLine } from './realtime-connection.ts';

interface EventStreamLineOptions {
  readonly response: ServerResponse;
  readonly mostWaitingBytes: number;
  readonly connect: (line: RealtimeLine) => RealtimeConnection;
}

/** Of every reply of server-sent events: not kept, not gathered by a proxy (nginx), and not compressed on the way. */
export const EVENT_STREAM_HEADERS = {
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
  response.writeHead(200, EVENT_STREAM_HEADERS);
  response.flushHeaders();
  response.socket?.setTimeout(0);
  response.socket?.setKeepAlive(true, KEEP_ALIVE_MS);
  const connection = connect({
    get waitingBytes() {
      return response.writableLength;
    },
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
  response.on('close', () => connection.gone(LINE_BROKE));
  return connection;
};

/** Server-sent events have no codes: who goes just goes (RFC 6455 §7.4.1 calls that 1006). */
const LINE_BROKE = 1_006;

/** A line that is dead and says nothing is noticed by TCP alone. */
const KEEP_ALIVE_MS = 30_000;
