import { Socket } from 'node:net';
import type { Clock, Timer } from '@livestreamer/clock';
import { pause } from '../deadline.ts';

interface SocketTarget {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
}

interface SocketOptions {
  readonly clock: Clock;
  readonly answerWithinMs: number | null;
}

/** Makes the sockets of a pool; the `socket` option of postgres.js. */
export type OpenPostgresSocket = (target: SocketTarget) => Promise<Socket>;

const PAUSE_MS = 250;

/**
 * Three things that postgres.js 3.4.9 leaves to its socket:
 * - When something in between (a container's proxy, a load balancer) takes connections and closes them, it reconnects without
 *   any pause. After a connection that never said a word the next one waits.
 * - What is asked between the `error` and the `close` of a socket is never answered, and what is asked after the `close` by a transaction
 *   (its `rollback`) ends the process. Here everything is answered before it closes; postgres-transaction.ts does the rest.
 * - A path that goes silent without a word (a pulled cable, a firewall that forgot) is noticed by the kernel after a quarter of an hour. Here a
 *   question without any answer within `answerWithinMs` loses the connection; null waits for ever.
 */
export const createPostgresSockets = ({ clock, answerWithinMs }: SocketOptions): OpenPostgresSocket => {
  let silentAtMs = Number.NEGATIVE_INFINITY;

  return async ({ host, port, path }) => {
    const waitMs = silentAtMs + PAUSE_MS - clock.monotonicMs();
    if (waitMs > 0) await pause(clock, waitMs);
    const socket = new PlainSpokenSocket({ clock, answerWithinMs });
    socket.once('close', () => {
      if (socket.bytesRead === 0) silentAtMs = clock.monotonicMs();
    });
    if (path) socket.connect(path);
    else socket.connect(port[0] ?? 5_432, host[0] ?? 'localhost');
    // As libpq does: else the end of every COPY waits 40 ms for an acknowledgement.
    socket.setNoDelay(true);
    return socket.speakPlainly();
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
  private unanswered: Timer | null = null;
  private readonly clock: Clock;
  private readonly answerWithinMs: number | null;

  constructor({ clock, answerWithinMs }: SocketOptions) {
    super({ allowHalfOpen: true });
    this.clock = clock;
    this.answerWithinMs = answerWithinMs;
  }

  /** After `connect`, which gives every socket Node's own `write`. */
  speakPlainly(): this {
    Reflect.deleteProperty(this, 'write');
    return this;
  }

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'data' || event === 'close') this.heard();
    // Open on one side only it is of no use, and `allowHalfOpen` keeps Node from replacing `write`.
    if (event === 'end') this.destroy();
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
    if (!loss) {
      this.expectAnswer();
      return super.write(chunk, ...rest);
    }
    queueMicrotask(() => this.tell(loss));
    if (this.closing) this.closeWhenQuiet();
    return false;
  }

  private expectAnswer(): void {
    const ms = this.answerWithinMs;
    if (ms === null) return;
    this.unanswered ??= this.clock.after(ms, () =>
      this.destroy(Object.assign(new Error(`No answer within ${ms} ms.`), { code: 'ETIMEDOUT' })),
    );
  }

  private heard(): void {
    this.unanswered?.cancel();
    this.unanswered = null;
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
