import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line between two programs that can be cut. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks all connections and takes no new ones. */
  cut(): void;
  /** Carries nothing any more and says nothing about it, until `mend`; what was on the way by then is lost. */
  silence(): void;
  /** Takes connections again. */
  mend(): void;
  close(): Promise<void>;
}

/** Carries connections to 127.0.0.1 on to `target`. */
export const startTcpProxy = async (target: { host: string; port: number }): Promise<TcpProxy> => {
  const sockets = new Set<Socket>();
  let whole = true;
  let silent = false;
  const server = createServer((near) => {
    if (!whole) return void near.resetAndDestroy();
    const far = connect(target);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.on('data', (bytes) => !silent && other.write(bytes));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');

  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    cut,
    silence: () => {
      silent = true;
    },
    mend: () => {
      whole = true;
      silent = false;
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
};
