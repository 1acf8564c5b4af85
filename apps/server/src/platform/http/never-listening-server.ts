import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Answering } from './answering.ts';
import type { BodyTime } from './body-time.ts';

const KEEP_ALIVE_MS = 72_000;
const MAX_HEAD_BYTES = 16 * 1024;

/** Takes a request that is not for the routes; true when it did. `expectsContinue`: the caller waits for a word before it sends the body. */
export type TakeRequest = (
  request: IncomingMessage,
  response: ServerResponse,
  options: { readonly expectsContinue: boolean },
) => boolean;

interface NeverListeningServerOptions {
  readonly routes: (request: IncomingMessage, response: ServerResponse) => void;
  readonly takeRequest: TakeRequest;
  /** How long the head of the second and later requests of a connection may take; the front door watches over the first. */
  readonly headTimeoutMs: number;
  readonly bodyTime: BodyTime;
  /** How long nothing may move on a connection before the routes have answered on it. Node looks at this once or twice. */
  readonly answerStallMs: number;
  readonly answering: Answering;
}

/** An HTTP server that gets its connections by `emit('connection', socket)` from the front door. Call `openForConnections` before the first. */
export const createNeverListeningServer = (options: NeverListeningServerOptions): Server => {
  const { routes, takeRequest, headTimeoutMs, bodyTime, answerStallMs, answering } = options;

  /** Also those that Node answers itself (417, 400 without a Host): they pass nowhere else. */
  class HeededResponse extends ServerResponse {
    constructor(...request: ConstructorParameters<typeof ServerResponse>) {
      super(...request);
      answering.begin(this);
    }
  }

  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    options: { readonly expectsContinue: boolean },
  ): void => {
    if (request.socket.destroyed || takeRequest(request, response, options)) return;
    if (options.expectsContinue) response.writeContinue();
    answering.routed(response);
    request.socket.setTimeout(answerStallMs);
    bodyTime.bound(request);
    routes(request, response);
  };

  const server = createServer(
    {
      requestTimeout: 0,
      headersTimeout: headTimeoutMs,
      connectionsCheckingInterval: headTimeoutMs / 3,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEAD_BYTES,
      ServerResponse: HeededResponse,
    },
    (request, response) => answer(request, response, { expectsContinue: false }),
  );
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    answer(request, response, { expectsContinue: true }),
  );
  server.on('timeout', (socket: Socket) => answering.onIdle(socket));
  return server;
};

/** Starts what Node starts when a server listens: the tracking of connections, without which slow heads are never closed. */
export const openForConnections = (server: Server): void => void server.emit('listening');

/** Stops that tracking, and closes the connections on which nothing goes on. */
export const closeForConnections = (server: Server): Promise<void> =>
  new Promise((resolve) => void server.close(() => resolve())); // it says "not running", and has closed all the same
