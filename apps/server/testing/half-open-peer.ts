import { connect } from 'node:net';
import { vi } from 'vitest';

/** A peer that never closes its own side, so only a connection that is closed both ways is closed for it. */
export interface HalfOpenPeer {
  say(text: string): void;
  /** Waits until this was heard. */
  hears(text: string): Promise<void>;
  /** Waits until the other side has closed both ways. */
  cutOff(): Promise<void>;
  leave(): void;
}

export const connectHalfOpenPeer = (port: number): HalfOpenPeer => {
  let heard = '';
  let closed = false;
  let ended = false;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  socket.on('end', () => {
    ended = true;
  });
  socket.on('close', () => {
    closed = true;
  });
  const until = async (condition: () => boolean): Promise<void> => {
    await vi.waitUntil(condition, { timeout: 10_000, interval: 5 });
  };

  return {
    say: (text) => void socket.write(text),
    hears: (text) => until(() => heard.includes(text)),
    cutOff: () =>
      until(() => {
        // What is said to a closed connection is answered with a reset; a half-open one would take it for ever.
        if (ended) socket.write('.');
        return closed;
      }),
    leave: () => void socket.destroy(),
  };
};
