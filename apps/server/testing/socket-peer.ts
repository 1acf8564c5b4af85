import { connect, type Socket } from 'node:net';
import { vi } from 'vitest';

/** How long a test waits for what should happen at once. */
const PATIENCE_MS = 10_000;

/** The other end of one connection, seen byte by byte. */
export interface Peer {
  readonly socket: Socket;
  say(bytes: string | Uint8Array): void;
  /** The first reply's head, as text; waits for it. */
  head(): Promise<string>;
  /** Everything that came behind the first head. */
  body(): Buffer;
  /** Forgets what came, so that `head` means the next reply. */
  forget(): void;
  /** Resolves when the other side has closed, in whatever way. */
  closed(): Promise<void>;
}

export const connectPeer = async (port: number): Promise<Peer> => {
  const socket = connect({ port, host: '127.0.0.1' });
  const chunks: Buffer[] = [];
  let isOpen = false;
  let isClosed = false;
  socket.once('connect', () => {
    isOpen = true;
  });
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('close', () => {
    isClosed = true;
  });
  await vi.waitUntil(() => isOpen, { timeout: PATIENCE_MS });

  const all = (): Buffer => {
    if (chunks.length > 1) chunks.splice(0, chunks.length, Buffer.concat(chunks));
    return chunks[0] ?? Buffer.alloc(0);
  };
  const headEnd = (): number => {
    const at = all().indexOf('\r\n\r\n');
    return at === -1 ? -1 : at + 4;
  };

  return {
    socket,
    say: (bytes) => void socket.write(bytes),
    head: async () => {
      await vi.waitUntil(() => headEnd() !== -1, { timeout: PATIENCE_MS, interval: 5 });
      return all().toString('latin1', 0, headEnd());
    },
    body: () => all().subarray(Math.max(0, headEnd())),
    forget: () => void chunks.splice(0),
    closed: () => vi.waitUntil(() => isClosed, { timeout: PATIENCE_MS, interval: 5 }).then(() => undefined),
  };
};
