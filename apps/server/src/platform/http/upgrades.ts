import type { IncomingMessage, Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Answering } from './answering.ts';

/** Takes a connection that asks to go on as a WebSocket. */
type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Which path takes WebSockets, and who takes them. */
export type WebSocketPaths = Readonly<Record<string, TakeUpgrade>>;

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
const FORBIDDEN = NOT_FOUND.replace('404 Not Found', '403 Forbidden');
const HOP_BY_HOP = new Set(['upgrade', 'connection', 'http2-settings']);

interface UpgradeOptions {
  readonly paths: WebSocketPaths;
  readonly answering: Answering;
  /** Whether everything from where this request comes is refused. */
  readonly isRefused: (request: IncomingMessage) => boolean;
}

/**
 * Gives WebSockets to whoever has their path. Other protocols are declined by answering in HTTP/1.1 (RFC 9110 §7.8). Whoever asks
 * before the answers to earlier requests are out is cut off: what comes next would run into them, and Node cannot sort that out.
 */
export const takeUpgrades = (server: Server, { paths, answering, isRefused }: UpgradeOptions): void => {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!(socket instanceof Socket) || answering.isUnder(socket)) {
      answering.counters.closedEarlyUpgrades += 1;
      socket.destroy();
      return;
    }
    const [path = ''] = (request.url ?? '').split('?', 1);
    const take = Object.hasOwn(paths, path) ? paths[path] : undefined;
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      goOnInHttp(server, { request, socket, head });
      return;
    }
    socket.on('error', () => socket.destroy());
    if (isRefused(request)) refuse(socket, FORBIDDEN);
    else if (take) take(request, socket, head);
    else refuse(socket, NOT_FOUND);
  });
};

/** Closes both ways: the other side may never close its own, and nothing times an upgraded connection out. */
const refuse = (socket: Duplex, answer: string): void => {
  socket.once('finish', () => socket.destroy());
  socket.end(answer);
};

/**
 * Some programs (Java's HttpClient, `curl --http2`) offer h2c with every request. Node hands such a request over as soon as
 * anybody listens for upgrades, so it is given back without the offer.
 */
const goOnInHttp = (
  server: Server,
  { request, socket, head }: { request: IncomingMessage; socket: Socket; head: Buffer },
): void => {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (!HOP_BY_HOP.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
};
