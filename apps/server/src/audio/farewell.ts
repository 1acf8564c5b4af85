import type { Socket } from 'node:net';
import type { Clock } from '@livestreamer/clock';

/** How long the other side may take to read our last words. */
const FAREWELL_MS = 2_000;

/**
 * Says `text` and closes. What still comes is read and thrown away, because closing with unread bytes would
 * reset the connection and the last words would be lost with it.
 */
export const sayAndClose = (socket: Socket, { text, clock }: { text: string; clock: Clock }): void => {
  const deadline = clock.after(FAREWELL_MS, () => socket.destroy());
  socket.once('close', () => deadline.cancel());
  socket.removeAllListeners('data');
  socket.resume();
  socket.end(text);
};
