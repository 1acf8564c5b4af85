import http from 'node:http';
import { createFramer, syntheticFrameIndex } from '@livestreamer/framing';

/** What the peer does with the next connection. */
type PeerBehaviour =
  | { readonly kind: 'take' }
  /** Says 100 and then never reads. */
  | { readonly kind: 'stall' }
  /** Neither takes nor refuses. */
  | { readonly kind: 'ignore' }
  | { readonly kind: 'refuse'; readonly status: number; readonly code?: string };

/** One PUT as the server saw it. */
export interface PeerConnection {
  readonly path: string;
  readonly method: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly receivedBytes: number;
  /** The marks of the whole frames that came, in order. */
  indices(): (number | null)[];
  /** Bytes before the first frame or between frames: 0 unless something was torn. */
  skippedBytes(): number;
  /** The terminating chunk came. */
  readonly finished: boolean;
  readonly closed: boolean;
  /** As a dropped line looks: a reset. */
  cut(): void;
  /** Says 100 to one that was ignored. */
  accept(): void;
  /** Begins to answer in the middle of the show, and never ends. */
  mumble(): void;
  /** Answers in the middle of the show. */
  answer(status: number, code?: string): void;
}

/** A server of Node's own on a free port, driven by the test. */
export interface UplinkPeer {
  readonly origin: string;
  /** For tests that need more than the uplink of it. */
  readonly server: http.Server;
  readonly connections: readonly PeerConnection[];
  /** For the following connections, until told otherwise. */
  behave(behaviour: PeerBehaviour): void;
  close(): Promise<void>;
}

export const createUplinkPeer = async (): Promise<UplinkPeer> => {
  const connections: PeerConnection[] = [];
  let behaviour: PeerBehaviour = { kind: 'take' };

  const server = http.createServer();
  server.on('checkContinue', (request, response) => {
    connections.push(receive(request, response, behaviour));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a TCP port');

  return {
    origin: `http://127.0.0.1:${address.port}`,
    server,
    connections,
    behave: (next) => {
      behaviour = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
};

const receive = (request: http.IncomingMessage, response: http.ServerResponse, behaviour: PeerBehaviour) => {
  const framer = createFramer('mp3');
  const marks: (number | null)[] = [];
  const seen = { bytes: 0, finished: false, closed: false };

  const read = (): void => {
    request.on('data', (chunk: Buffer) => {
      seen.bytes += chunk.length;
      marks.push(...framer.push(chunk).map((frame) => syntheticFrameIndex(frame.bytes)));
    });
    request.on('end', () => {
      seen.finished = true;
      response.end();
    });
  };
  request.on('error', () => {});
  request.socket.on('close', () => {
    seen.closed = true;
  });

  const accept = (): void => {
    response.writeContinue();
    read();
  };
  if (behaviour.kind === 'take') accept();
  if (behaviour.kind === 'stall') response.writeContinue();
  if (behaviour.kind === 'ignore') read();
  const answer = (status: number, code?: string): void => {
    response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' });
    response.end(JSON.stringify({ code, message: 'A sentence of the server.' }));
  };
  if (behaviour.kind === 'refuse') answer(behaviour.status, behaviour.code);

  return {
    path: request.url ?? '',
    method: request.method ?? '',
    headers: request.headers,
    get receivedBytes() {
      return seen.bytes;
    },
    indices: () => marks,
    skippedBytes: () => framer.skippedBytes,
    get finished() {
      return seen.finished;
    },
    get closed() {
      return seen.closed;
    },
    cut: () => void request.socket.resetAndDestroy(),
    accept: () => response.writeContinue(),
    mumble: () => {
      response.writeHead(200).write('…');
    },
    answer,
  };
};
