import { connect } from 'node:net';
import { syntheticMp3Frames } from '@livestreamer/framing';
import { ADMIN } from './built-server.ts';

const FRAME_MS = 1152 / 44.1;
const STEP_MS = 100;

/** A source that sends numbered frames in real time over a bare socket. */
export interface SteadySource {
  /** The number of the frame that comes next. */
  sent(): number;
  stop(): void;
}

/** Connects as the admin with `SOURCE` and begins to send at once. */
export const startSteadySource = (port: number): SteadySource => {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  socket.resume();
  const basic = Buffer.from(`${ADMIN.username}:${ADMIN.password}`).toString('base64');
  socket.write(`SOURCE /stream HTTP/1.0\r\nAuthorization: Basic ${basic}\r\nContent-Type: audio/mpeg\r\n\r\n`);
  const startedMs = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - startedMs) / FRAME_MS);
    socket.write(Buffer.concat(syntheticMp3Frames({ count: due - sent, firstIndex: sent })));
    sent = due;
  }, STEP_MS);
  return {
    sent: () => sent,
    stop: () => {
      clearInterval(timer);
      socket.destroy();
    },
  };
};
