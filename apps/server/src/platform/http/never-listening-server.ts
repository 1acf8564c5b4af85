import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';

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
  /** How long the body of a request to the routes may take. */
  readonly bodyTimeoutMs: number;
  readonly clock: Clock;
}

/** An HTTP server that gets its connections by `emit('connection', socket)` from the front door. Call `openForConnections` before the first. */
export const createNeverListeningServer = (options: NeverListeningServerOptions): Server => {
  const { routes, takeRequest, headTimeoutMs, bodyTimeoutMs, clock } = options;

  const route = (request: IncomingMessage, response: ServerResponse): void => {
    boundBody(request);
    routes(request, response);
  };

  /** Node's own bound (requestTimeout) would end a live source after that time, so bodies are bounded here. */
  const boundBody = (request: IncomingMessage): void => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
    if (length === '0' && encoding === undefined) return;
    const timer = clock.after(bodyTimeoutMs, () => request.destroy());
    request.once('end', () => timer.cancel());
    request.once('close', () => timer.cancel());
  };

  const server = createServer(
    {
      requestTimeout: 0,
      headersTimeout: headTimeoutMs,
      connectionsCheckingInterval: headTimeoutMs / 3,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEAD_BYTES,
    },
    (request, response) => {
      if (!takeRequest(request, response, { expectsContinue: false })) route(request, response);
    },
  );
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (takeRequest(request, response, { expectsContinue: true })) return;
    response.writeContinue();
    route(request, response);
  });
  return server;
};

/** Starts what Node starts when a server listens: the tracking of connections, without which slow heads are never closed. */
export const openForConnections = (server: Server): void => void server.emit('listening');

/** Stops that tracking, and closes the connections on which nothing goes on. */
export const closeForConnections = (server: Server): Promise<void> =>
  new Promise((resolve) => void server.close(() => resolve())); // it says "not running", and has closed all the same
