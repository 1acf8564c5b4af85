import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@livestreamer/clock';
import { listenReplyHead } from '../../audio/index.ts';
import { EVENT_STREAM_HEADERS } from '../../realtime/index.ts';
import { AUDIO_PIECE, DRIP_EVERY_MS, LONGEST_MS, stampOf } from './self-check-seam.ts';

interface DripRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly clock: Clock;
}

/** Replies slowly as to somebody who listens: with the head that they get, past the response object, until the connection ends. */
export const dripAudio = ({ request, response, clock }: DripRequest): void => {
  const { socket } = request;
  // Asked for before the answers to earlier requests are out: it would run into them.
  if (response.socket === null) return void socket.destroy();
  socket.setTimeout(0);
  socket.write(listenReplyHead('mp3'));
  drip({
    clock,
    ms: wantedMs(request),
    write: (sentMs) => void socket.write(stampOf(sentMs).padEnd(AUDIO_PIECE.bytes, '-')),
    end: () => void socket.end(),
    onGone: (stop) => void socket.once('close', stop),
  });
};

/** Replies slowly as to a page that follows by server-sent events. */
export const dripEvents = ({ request, response, clock }: DripRequest): void => {
  response.writeHead(200, EVENT_STREAM_HEADERS);
  response.flushHeaders();
  drip({
    clock,
    ms: wantedMs(request),
    write: (sentMs) => void response.write(`data: ${stampOf(sentMs)}\n\n`),
    end: () => void response.end(),
    onGone: (stop) => void response.once('close', stop),
  });
};

const wantedMs = ({ url = '' }: IncomingMessage): number => {
  const ms = Number(new URLSearchParams(url.split('?')[1] ?? '').get('ms') ?? '0');
  return Math.min(Math.max(0, Number.isFinite(ms) ? ms : 0), LONGEST_MS);
};

interface DripOptions {
  readonly clock: Clock;
  readonly ms: number;
  /** `sentMs`: since the first. */
  readonly write: (sentMs: number) => void;
  readonly end: () => void;
  readonly onGone: (stop: () => void) => void;
}

/** Nothing piles up for who does not read: it is over after `ms`, and small. */
const drip = ({ clock, ms, write, end, onGone }: DripOptions): void => {
  const beganMs = clock.monotonicMs();
  write(0);
  const timer = clock.every(DRIP_EVERY_MS, () => {
    const sentMs = clock.monotonicMs() - beganMs;
    if (sentMs < ms) return write(sentMs);
    timer.cancel();
    end();
  });
  onGone(() => timer.cancel());
};
