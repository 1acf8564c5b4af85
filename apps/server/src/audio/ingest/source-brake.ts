import type { Socket } from 'node:net';
import type { Clock, Timer } from '@livestreamer/clock';

/** Leaves a source unread for a while without losing anything: what it sends waits in the kernel. */
export interface SourceBrake {
  /**
   * Reads nothing for `waitMs`, so that its program has to wait, or else for `gatherMs`, so that what comes meanwhile is
   * read in one gulp. 0 and 0 for going on.
   */
  hold(waiting: { readonly waitMs: number; readonly gatherMs: number }): void;
  /** The source is gone. */
  release(): void;
}

/** What Node keeps behind a socket. Not public, so it is looked for and never counted on. */
interface ReadHandle {
  readStop(): unknown;
  readStart(): unknown;
}

const isReadHandle = (handle: unknown): handle is ReadHandle =>
  typeof handle === 'object' &&
  handle !== null &&
  'readStop' in handle &&
  typeof handle.readStop === 'function' &&
  'readStart' in handle &&
  typeof handle.readStart === 'function';

/** The socket's handle while it is open, if this version of Node has one that can stop reading. */
export const readHandleOf = (socket: Socket): ReadHandle | null => {
  const handle: unknown = Reflect.get(socket, '_handle');
  return isReadHandle(handle) ? handle : null;
};

interface BrakeOptions {
  /** The stream whose chunks are pushed: the socket, or the request on it. */
  readonly source: { pause(): unknown; resume(): unknown };
  readonly socket: Socket;
  readonly clock: Clock;
  readonly handleOf?: (socket: Socket) => ReadHandle | null;
}

/**
 * `pause()` alone goes on reading into memory, waking for every packet, and then gives one chunk a `resume()`; only the
 * handle stops at once and then reads all there is. Without the handle nothing is gathered.
 */
export const createSourceBrake = ({ source, socket, clock, handleOf = readHandleOf }: BrakeOptions): SourceBrake => {
  let resuming: Timer | null = null;
  let gathering: Timer | null = null;

  const gather = (gatherMs: number): void => {
    const handle = handleOf(socket);
    if (!handle) return;
    // Also while it gathers: the HTTP server reads on by itself once it has given away what it held.
    handle.readStop();
    gathering ??= clock.after(gatherMs, () => {
      gathering = null;
      handleOf(socket)?.readStart();
    });
  };

  return {
    hold: ({ waitMs, gatherMs }) => {
      if (gatherMs > 0) gather(gatherMs);
      if (waitMs <= 0) return;
      source.pause();
      resuming?.cancel();
      resuming = clock.after(waitMs, () => source.resume());
    },
    release: () => {
      resuming?.cancel();
      gathering?.cancel();
    },
  };
};
