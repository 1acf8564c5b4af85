import { connect, type Socket } from 'node:net';
import type { RunningServer } from '../servers/server-under-test.ts';
import { createHeardGaps } from './heard-gaps.ts';

/** 128 kbit/s. */
const BYTES_PER_SECOND = 16_000;

/** Many who play the audio of a station. */
export interface CrowdListeners {
  /** The longest silence that anyone has heard, ms. */
  longestGapMs(): number;
  /** How many were cut off. */
  lost(): number;
  stop(): void;
}

/** Lets `count` listeners in, and waits until each hears something. */
export const startCrowdListeners = async (server: RunningServer, count: number): Promise<CrowdListeners> => {
  const listeners = await Promise.all(Array.from({ length: count }, (_, nth) => listen(server, nth)));
  return {
    longestGapMs: () => Math.max(...listeners.map(({ gaps }) => gaps.longestMs(performance.now()))),
    lost: () => listeners.filter(({ socket }) => socket.destroyed).length,
    stop: () => {
      for (const { socket } of listeners) socket.destroy();
    },
  };
};

/** They join at 250 a second. */
const JOIN_MS = 4;

const listen = async ({ port, path }: RunningServer, nth: number) => {
  await new Promise((resolve) => setTimeout(resolve, nth * JOIN_MS));
  const gaps = createHeardGaps(BYTES_PER_SECOND);
  const socket: Socket = connect({ host: '127.0.0.1', port });
  socket.on('error', () => socket.destroy());
  socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\n\r\n`);
  await new Promise<void>((resolve, reject) => {
    socket.once('close', () => reject(new Error('A listener was turned away.')));
    socket.on('data', ({ length }) => {
      gaps.take(length, performance.now());
      resolve();
    });
  });
  return { gaps, socket };
};
