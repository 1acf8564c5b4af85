import http from 'node:http';
import https from 'node:https';
import { networkTrouble } from '../network-trouble.ts';
import { readAnswer, type UplinkAnswer } from './uplink-refusal.ts';

/** One `PUT`: from the connect to the end of the connection. */
export interface UplinkAttempt {
  /** Only after `onAccepted`, and only one piece at a time: the next when `onTaken` came. */
  write(bytes: Uint8Array): void;
  /** The show is over: sends the terminating chunk; the answer comes as `onAnswer`. */
  finish(): void;
  /** Drops the connection. No event follows. */
  abort(): void;
}

/** `onAnswer` or `onLost` comes exactly once and is the last. */
export interface AttemptEvents {
  /** The server wants the audio: it said 100. */
  onAccepted(): void;
  /** The operating system has taken the piece, so many bytes of audio. */
  onTaken(bytes: number): void;
  /** A final answer. Before `finish` it is a refusal, whatever its status. */
  onAnswer(answer: UplinkAnswer): void;
  /** The connection is gone without an answer; why, in words that follow a colon. */
  onLost(trouble: string): void;
}

export interface AttemptTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

const ANSWER_LIMIT_BYTES = 64 * 1024;
/** TCP asks an idle peer for a sign of life after so long. */
const KEEP_ALIVE_MS = 10_000;

export const attemptUplink = ({ url, headers }: AttemptTarget, events: AttemptEvents): UplinkAttempt => {
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'PUT',
    agent: false,
    headers: { ...headers, expect: '100-continue', 'transfer-encoding': 'chunked' },
  });
  let over = false;
  let answering = false;

  const end = (tell: () => void): void => {
    if (over) return;
    over = true;
    request.destroy();
    tell();
  };

  request.on('socket', (socket) => {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
  });
  request.on('continue', () => !over && events.onAccepted());
  request.on('error', (error) => end(() => events.onLost(networkTrouble(error))));
  request.on('close', () => end(() => events.onLost('the server closed the connection')));
  request.on('response', (response) => {
    answering = true;
    let body = '';
    const answer = (): void =>
      end(() => events.onAnswer(readAnswer(response.statusCode ?? 0, response.headers.location ?? null, body)));
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      body += text;
      if (body.length > ANSWER_LIMIT_BYTES) answer();
    });
    response.on('end', answer);
    response.on('error', answer);
    response.on('close', answer);
  });
  request.flushHeaders();

  return {
    write: (bytes) => {
      // Nobody wants it any more. An answer that never ends is then noticed like a dead line.
      if (answering) return;
      request.write(bytes, (error) => {
        if (!error && !over) events.onTaken(bytes.length);
      });
    },
    finish: () => void request.end(),
    abort: () => {
      over = true;
      request.destroy();
    },
  };
};
