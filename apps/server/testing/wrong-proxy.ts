import { once } from 'node:events';
import {
  type ClientRequest,
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { connect, type Socket } from 'node:net';

/** What a proxy does wrong; without any it does what it should. */
export interface ProxyFaults {
  /** Gathers a whole reply before it passes it on. */
  readonly buffersReplies?: boolean;
  /** Gathers a whole request before it passes it on. */
  readonly buffersRequests?: boolean;
  /** Passes an upgrade on as if it were a plain request. */
  readonly dropsUpgrade?: boolean;
  /** Answers 413 to more than so much. */
  readonly limitsBodyBytes?: number;
  /** Breaks connections off that are older. */
  readonly cutsAfterMs?: number;
  readonly forgetsForwardedFor?: boolean;
  /** Passes `X-Forwarded-For` on as the caller sent it. */
  readonly passesSpoofedFor?: boolean;
  /** What it says in `X-Forwarded-Proto` in place of the truth. */
  readonly scheme?: string;
  /** Passes another `Host` on. */
  readonly host?: string;
  readonly dropsHeaders?: readonly string[];
  /** Leaves what `Connection` names, and writes names in small letters, as HAProxy does. */
  readonly leavesHops?: boolean;
  /** What is wrong with addresses and headers is so for these paths alone. */
  readonly onlyUnder?: string;
  readonly dropsSetCookie?: boolean;
  /** Keeps each first answer to a GET and gives it to everybody. */
  readonly caches?: boolean;
  /** Answers everything so. */
  readonly answers?: { readonly status: number; readonly headers?: Readonly<Record<string, string>> };
}

interface WrongProxyOptions extends ProxyFaults {
  /** The server behind it; null: there is none. */
  readonly target: { readonly host: string; readonly port: number } | null;
}

/** A reverse proxy on a free port of 127.0.0.1. */
export interface WrongProxy {
  /** Such as `http://127.0.0.1:40001`. */
  readonly origin: string;
  close(): Promise<void>;
}

const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

export const startWrongProxy = async (options: WrongProxyOptions): Promise<WrongProxy> => {
  const { target, cutsAfterMs, answers } = options;
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const kept = new Map<string, { status: number; headers: IncomingHttpHeaders; body: Buffer }>();

  const passOn = (request: IncomingMessage, response: ServerResponse): void => {
    if (answers) return void response.writeHead(answers.status, { ...answers.headers }).end();
    const cached = options.caches ? kept.get(request.url ?? '') : undefined;
    if (cached) return void response.writeHead(cached.status, cached.headers).end(cached.body);
    const onward = httpRequest({
      ...target,
      method: request.method,
      path: request.url,
      headers: headersFor(request, options),
      agent: false,
    });
    onward.once('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
    response.once('close', () => onward.destroy());
    onward.once('response', (reply) => void passBack(reply, { request, response }));
    void sendBody(request, { onward, response });
  };

  const sendBody = async (
    request: IncomingMessage,
    { onward, response }: { onward: ClientRequest; response: ServerResponse },
  ): Promise<void> => {
    const { limitsBodyBytes = Number.POSITIVE_INFINITY, buffersRequests = false } = options;
    const held: Buffer[] = [];
    let bytes = 0;
    const gone = new AbortController();
    onward.once('close', () => gone.abort());
    if (!buffersRequests) onward.flushHeaders();
    try {
      for await (const chunk of request) {
        bytes += chunk.length;
        if (bytes > limitsBodyBytes) {
          response.writeHead(413, { connection: 'close' }).end();
          onward.destroy();
          return;
        }
        if (buffersRequests) held.push(chunk);
        else if (!onward.write(chunk)) await once(onward, 'drain', gone);
      }
      onward.end(Buffer.concat(held));
    } catch {
      onward.destroy();
    }
  };

  const passBack = async (
    reply: IncomingMessage,
    { request, response }: { request: IncomingMessage; response: ServerResponse },
  ): Promise<void> => {
    const { statusCode: status = 502 } = reply;
    const headers = without(reply.headers, [...HOP_BY_HOP, ...(options.dropsSetCookie ? ['set-cookie'] : [])]);
    const held: Buffer[] = [];
    try {
      if (!options.buffersReplies) response.writeHead(status, headers).flushHeaders();
      for await (const chunk of reply) {
        if (options.buffersReplies || options.caches) held.push(chunk);
        if (!options.buffersReplies) response.write(chunk);
      }
    } catch {
      return void response.destroy();
    }
    const body = Buffer.concat(held);
    if (options.caches && request.method === 'GET') kept.set(request.url ?? '', { status, headers, body });
    if (options.buffersReplies) response.writeHead(status, headers).end(body);
    else response.end();
  };

  const upgrade = (request: IncomingMessage, socket: Socket, head: Buffer): void => {
    if (answers || !target) return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    const far = connect(target);
    sockets.add(far);
    const headers = { ...headersFor(request, options), connection: 'Upgrade', upgrade: request.headers.upgrade };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    far.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    far.write(head);
    far.pipe(socket).pipe(far);
    for (const end of [far, socket]) end.on('error', () => [far, socket].map((it) => it.destroy()));
  };

  const server = createServer(passOn);
  if (!options.dropsUpgrade) server.on('upgrade', upgrade);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    if (cutsAfterMs !== undefined) timers.add(setTimeout(() => socket.destroy(), cutsAfterMs));
  });
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');

  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
};

const without = (headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

const headersFor = (
  { headers, socket, url = '' }: IncomingMessage,
  faults: ProxyFaults,
): Record<string, string | string[]> => {
  const from = socket.remoteAddress ?? '';
  const claimed = [headers['x-forwarded-for'] ?? []].flat();
  const isChunked = headers['transfer-encoding'] !== undefined;
  const {
    dropsHeaders = [],
    forgetsForwardedFor,
    passesSpoofedFor,
  } = url.startsWith(faults.onlyUnder ?? '') ? faults : {};
  const passed = without(headers, [...HOP_BY_HOP, 'x-forwarded-for', ...namedHops(headers, faults), ...dropsHeaders]);
  return {
    ...(passed as Record<string, string | string[]>), // what is not there was not sent
    connection: faults.leavesHops ? (headers.connection ?? 'close').replace(/^close, /, '') : 'close',
    host: faults.host ?? headers.host ?? '',
    'x-forwarded-proto': faults.scheme ?? 'http',
    ...(isChunked ? { 'transfer-encoding': 'chunked' } : {}),
    ...(forgetsForwardedFor
      ? {}
      : { 'x-forwarded-for': (passesSpoofedFor && claimed.length > 0 ? claimed : [...claimed, from]).join(', ') }),
  };
};

/** RFC 9110 §7.6.1. */
const namedHops = ({ connection = '' }: IncomingHttpHeaders, { leavesHops = false }: ProxyFaults): string[] =>
  leavesHops ? [] : connection.split(',').map((name) => name.trim().toLowerCase());
