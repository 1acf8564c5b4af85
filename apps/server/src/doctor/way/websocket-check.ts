import { type ClientMessage, REALTIME_PATH } from '@livestreamer/contracts';
import { WebSocket } from 'ws';
import { type Finding, failed, fine } from '../doctor-check.ts';
import { reasonOf } from './probe-reason.ts';
import { WEBSOCKET_LINES } from './proxy-lines.ts';
import type { Way } from './way-to-server.ts';

const FIRST_WORD_MS = 5_000;

/** Is a WebSocket let through, do words come in both directions, and does it stay open? */
export const checkWebSocket = async (way: Way, holdMs: number): Promise<Finding> => {
  const { origin, clock } = way;
  const beganMs = clock.monotonicMs();
  const elapsedMs = (): number => Math.round(clock.monotonicMs() - beganMs);
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}${REALTIME_PATH}`, {
    origin,
    rejectUnauthorized: false,
    handshakeTimeout: FIRST_WORD_MS,
  });
  let isOpen = false;
  let firstWordMs: number | null = null;

  const end = await new Promise<'held' | { reason: string }>((resolve) => {
    const over = (reason: string): void => {
      timer.cancel();
      resolve({ reason });
    };
    let timer = clock.after(FIRST_WORD_MS, () => over('there is no answer'));
    socket.once('open', () => {
      isOpen = true;
      socket.ping();
    });
    socket.once('pong', () => {
      firstWordMs = elapsedMs();
      timer.cancel();
      timer = clock.after(holdMs, () => resolve('held'));
    });
    // Of those who never answer to its heartbeat the server thinks that they are gone.
    socket.on('message', () => socket.send(PONG));
    socket.once('unexpected-response', (_, { statusCode }) => over(`the answer is ${statusCode}`));
    socket.once('error', (error) => over(reasonOf(error)));
    socket.once('close', (code) => over(`it was closed (${code})`));
  });
  socket.removeAllListeners();
  socket.on('error', () => undefined); // it is broken off
  socket.terminate();

  if (end === 'held') return fine(`A WebSocket is let through, and answered after ${firstWordMs} ms.`);
  if (!isOpen)
    return failed(
      `A WebSocket is not let through: ${end.reason}. Pages fall back to server-sent events.`,
      WEBSOCKET_LINES,
    );
  if (firstWordMs === null)
    return failed('A WebSocket is opened, but nothing that is said in it comes through.', WEBSOCKET_LINES);
  return failed(`A WebSocket that says little is cut after ${(elapsedMs() / 1_000).toFixed(1)} s.`, WEBSOCKET_LINES);
};

const PONG = JSON.stringify({ type: 'pong' } satisfies ClientMessage);
