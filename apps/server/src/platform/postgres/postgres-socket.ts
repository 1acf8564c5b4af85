import { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { pause } from '../deadline.ts';

interface SocketTarget {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
}

/** Makes the sockets of a pool; the `socket` option of postgres.js. */
export type OpenPostgresSocket = (target: SocketTarget) => Promise<Socket>;

const PAUSE_MS = 250;

/**
 * Two things that postgres.js 3.4.9 leaves to its socket:
 * - When something in between (a container's proxy, a load balancer) takes connections and closes them, it reconnects without
 *   any pause. After a connection that never said a word the next one waits.
 * - A statement that arrives between the `error` and the `close` of a socket is never answered. Here both come at the same moment.
 */
export const createPostgresSockets = (clock: Clock): OpenPostgresSocket => {
  let silentAtMs = Number.NEGATIVE_INFINITY;

  return async ({ host, port, path }) => {
    const waitMs = silentAtMs + PAUSE_MS - clock.monotonicMs();
    if (waitMs > 0) await pause(clock, waitMs);
    const socket = new OneBlowSocket();
    socket.once('close', () => {
      if (socket.bytesRead === 0) silentAtMs = clock.monotonicMs();
    });
    return path ? socket.connect(path) : socket.connect(port[0] ?? 5_432, host[0] ?? 'localhost');
  };
};

/** Tells of its error only when it closes; a socket that failed always closes. */
class OneBlowSocket extends Socket {
  private failure: Error | null = null;

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'error' && values[0] instanceof Error) {
      this.failure = values[0];
      return true;
    }
    if (event === 'close' && this.failure) super.emit('error', this.failure);
    return super.emit(event, ...values);
  }
}
