import { Socket } from 'node:net';
import type { Clock, Timer } from '@livestreamer/clock';
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
 * - What is asked between the `error` and the `close` of a socket is never answered, and what is asked after the `close` by a transaction
 *   (its `rollback`) ends the process. Here everything is answered before it closes; postgres-transaction.ts does the rest.
 */
export const createPostgresSockets = (clock: Clock): OpenPostgresSocket => {
  let silentAtMs = Number.NEGATIVE_INFINITY;

  return async ({ host, port, path }) => {
    const waitMs = silentAtMs + PAUSE_MS - clock.monotonicMs();
    if (waitMs > 0) await pause(clock, waitMs);
    const socket = new PlainSpokenSocket(clock);
    socket.once('close', () => {
      if (socket.bytesRead === 0) silentAtMs = clock.monotonicMs();
    });
    return path ? socket.connect(path) : socket.connect(port[0] ?? 5_432, host[0] ?? 'localhost');
  };
};

/** How long nothing must have been asked of a lost connection before it closes. */
const QUIET_MS = 5;

/**
 * A connection that was lost tells so at once, with an error, and to whatever is asked of it afterwards as well. It closes
 * when nothing has been asked for a moment, and as if there had been no error.
 */
class PlainSpokenSocket extends Socket {
  private loss: Error | null = null;
  private closing: Timer | null = null;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    super();
    this.clock = clock;
  }

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'error' && values[0] instanceof Error) return this.tell(values[0]);
    if (event !== 'close') return super.emit(event, ...values);
    // One that never said a word is only connected anew.
    if (!this.loss && this.bytesRead > 0)
      this.tell(Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' }));
    this.closeWhenQuiet();
    return true;
  }

  override write(chunk: Uint8Array | string, ...rest: never[]): boolean {
    const { loss } = this;
    if (!loss) return super.write(chunk, ...rest);
    queueMicrotask(() => this.tell(loss));
    if (this.closing) this.closeWhenQuiet();
    return false;
  }

  private tell(loss: Error): boolean {
    this.loss = loss;
    return this.listenerCount('error') > 0 && super.emit('error', loss);
  }

  private closeWhenQuiet(): void {
    this.closing?.cancel();
    this.closing = this.clock.after(QUIET_MS, () => super.emit('close', false));
  }
}
