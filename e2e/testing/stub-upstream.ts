import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of a test's own behind nginx: it sees exactly what nginx passes on. */
export interface StubUpstream {
  readonly port: number;
  /** From now on requests whose path begins so are answered by this, by the longest that fits; others get 200 and an empty body. */
  answer(path: string, answer: Answer): void;
  /** Who takes upgrades; without, they are answered as requests. */
  upgrade(take: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): void;
  /** How many requests with that path have come. */
  count(path: string): number;
  /** All requests, but those by which nginx asks about addresses. */
  total(): number;
  /** What came over the connections of `stream { }`, each whole. */
  raw(): string[];
  /** Says something on the newest of these. */
  sayRaw(text: string): void;
  /** As a server that is gone, until `open`. */
  close(): Promise<void>;
  open(): Promise<void>;
}

const VERDICT_PATH = '/health';
const PROXY_LINE = 'PROXY ';

export const startStubUpstream = async (): Promise<StubUpstream> => {
  const answers = new Map<string, Answer>();
  const counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const rawSockets: { socket: Socket; text: string }[] = [];

  const http = createHttpServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    counts.set(path, (counts.get(path) ?? 0) + 1);
    const found = [...answers.keys()]
      .filter((beginning) => path.startsWith(beginning))
      .sort((a, b) => b.length - a.length);
    const answer = answers.get(found[0] ?? '');
    if (answer) answer(request, response);
    else request.resume().once('end', () => response.writeHead(200, { 'content-length': 0 }).end());
  });
  http.requestTimeout = 0;

  const takeRaw = (socket: Socket, first: Buffer): void => {
    const taken = { socket, text: first.toString('latin1') };
    rawSockets.push(taken);
    socket.on('data', (chunk: Buffer) => {
      taken.text += chunk.toString('latin1');
    });
  };
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', (first: Buffer) => {
      if (first.toString('latin1').startsWith(PROXY_LINE)) return takeRaw(socket, first);
      socket.pause();
      socket.unshift(first);
      http.emit('connection', socket);
      socket.resume();
    });
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => listener.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = listener.address() as AddressInfo; // of a TCP server

  return {
    port,
    answer: (path, answer) => void answers.set(path, answer),
    upgrade: (take) => void http.on('upgrade', take),
    count: (path) => counts.get(path) ?? 0,
    total: () => [...counts].reduce((sum, [path, count]) => (path === VERDICT_PATH ? sum : sum + count), 0),
    raw: () => rawSockets.map(({ text }) => text),
    sayRaw: (text) => void rawSockets.at(-1)?.socket.write(text),
    close: async () => {
      const closed = new Promise<void>((resolve) => void listener.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: () => listen(port),
  };
};
