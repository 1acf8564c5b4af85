import type { Socket } from 'node:net';
import type { IcyInlay } from './metadata/icy-inlay.ts';

/** What a listener may send after its request before it is cut: nothing is expected. */
const UNEXPECTED_BYTES = 64 * 1024;

/** How often an idle connection is probed, so that listeners who vanished while a mount is held are noticed. */
const KEEP_ALIVE_MS = 30_000;

/**
 * One open audio response. `position` is the next frame it gets; `phase` and `place` say where it stands among
 * its mount's listeners. There are thousands.
 */
export interface Listener {
  readonly socket: Socket;
  /** Probes (`Range: bytes=0-1`) are served and not counted. */
  readonly counted: boolean;
  /** Titles between its audio, for one who asked; null for nearly everybody. */
  readonly icy: IcyInlay | null;
  position: number;
  phase: number;
  place: number;
  /** When the last write was handed to the kernel, monotonic ms. */
  wroteAtMs: number;
}

function leave(this: Socket): void {
  this.destroy();
}

function ignore(): void {}

/** Makes a socket an audio response: no delay, everything it says is thrown away, and its end is noticed at once. */
export const prepareListenerSocket = (socket: Socket): void => {
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.setTimeout(0);
  socket.on('error', ignore);
  const mostBytes = socket.bytesRead + UNEXPECTED_BYTES;
  socket.on('data', () => {
    if (socket.bytesRead > mostBytes) socket.destroy();
  });
  socket.on('end', leave);
  socket.resume();
};

/** Whether its last write still waits for the kernel. */
export const isPending = (listener: Listener): boolean => listener.socket.writableLength > 0;

/** Cuts a listener that takes nothing. A reset, because a plain close leaves megabytes of unsent audio in the kernel (docs/operations/limits.md). */
export const cut = (listener: Listener): void => {
  if (!listener.socket.destroyed) listener.socket.resetAndDestroy();
};
