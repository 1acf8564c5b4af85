import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** An address that stays the same, whatever happens to the program behind it. */
export interface MovableLine {
  readonly port: number;
  /** New connections go to this port of 127.0.0.1 from now on; null: nobody is there. */
  leadTo(port: number | null): void;
  close(): Promise<void>;
}

export const startMovableLine = async (firstPort: number): Promise<MovableLine> => {
  const sockets = new Set<Socket>();
  let target: number | null = firstPort;
  const server = createServer((near) => {
    if (target === null) return void near.resetAndDestroy();
    const far = connect({ host: '127.0.0.1', port: target });
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
      socket.pipe(other, { end: false });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    port: address.port,
    leadTo: (port) => {
      target = port;
      if (port === null) for (const socket of sockets) socket.resetAndDestroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
