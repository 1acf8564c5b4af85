import { connect, type Socket } from 'node:net';

/** Many pages in a room, as cheap as they can be: bare sockets that take what comes. */
export interface ChatSockets {
  /** From now on what comes counts. */
  begin(): void;
  /** Messages that the watched sockets got since then, on average, and how long each was on its way, ms. */
  report(): { readonly messages: number; readonly delaysMs: readonly number[] };
  close(): void;
}

interface ChatSocketsOptions {
  readonly port: number;
  readonly path: string;
  readonly count: number;
  /** What is said once the socket is open. */
  readonly hello: string | null;
}

/** Each so manieth socket is read; the others only take their bytes. */
const WATCHED_EACH = 50;
const JOIN_MS = 1;

export const openChatSockets = async ({ port, path, count, hello }: ChatSocketsOptions): Promise<ChatSockets> => {
  const delaysMs: number[] = [];
  let counting = false;
  const sockets: Socket[] = [];
  const watched = Math.ceil(count / WATCHED_EACH);

  const open = async (nth: number): Promise<void> => {
    const socket = connect({ host: '127.0.0.1', port });
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    const isWatched = nth % WATCHED_EACH === 0;
    socket.write(upgrade(path, nth));
    await new Promise<void>((resolve, reject) => {
      socket.once('close', () => reject(new Error('A page was turned away.')));
      socket.once('data', (head) => {
        if (!head.toString('latin1').startsWith('HTTP/1.1 101')) return reject(new Error(`A page got ${head}`));
        if (hello !== null) socket.write(masked(hello));
        resolve();
      });
    });
    socket.on('data', (bytes) => {
      if (!counting || !isWatched) return;
      const nowMs = Date.now();
      for (const found of bytes.toString('latin1').matchAll(/"text":"(\d{13}) /g))
        delaysMs.push(nowMs - Number(found[1]));
    });
  };

  const opening: Promise<void>[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    opening.push(open(nth));
    await new Promise((resolve) => setTimeout(resolve, nth % 4 === 0 ? JOIN_MS : 0));
  }
  await Promise.all(opening);
  return {
    begin: () => {
      counting = true;
      delaysMs.length = 0;
    },
    report: () => ({ messages: delaysMs.length / watched, delaysMs }),
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
};

/** From the range that RFC 2544 keeps for benches: a few thousand at one address would be refused. */
const upgrade = (path: string, nth: number): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: bench',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `X-Forwarded-For: 198.18.${Math.floor(nth / 250)}.${(nth % 250) + 1}`,
    '\r\n',
  ].join('\r\n');

/** A text frame as a client sends it (RFC 6455 §5.3), with a mask of zeros. */
const masked = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
