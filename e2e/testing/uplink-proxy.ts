import { connect, createServer, type Server, type Socket } from 'node:net';

/** The line between a source client and the server, which a test can cut. */
export interface UplinkProxy {
  readonly url: string;
  /** Cuts every connection and takes no new one, as if the network were gone. */
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
}

export const startUplinkProxy = async (targetPort: number): Promise<UplinkProxy> => {
  const sockets = new Set<Socket>();
  let isCut = false;

  const server: Server = createServer({ allowHalfOpen: true }, (near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true;
      cutAll();
    },
    mend: () => {
      isCut = false;
    },
    stop: async () => {
      cutAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
