import { randomUUID } from 'node:crypto';
import { AUDIO_MEDIA_TYPES, type AudioFormat, type ErrorCode, PROBLEM_MEDIA_TYPE } from '@livestreamer/contracts';
import { AppError, problemOf } from '../platform/index.ts';

/** What may be done with a mount; libshout reads it from the 401 to choose between PUT and SOURCE (docs/protocols/ingest.md). */
export const ALLOW = 'GET, HEAD, OPTIONS, PUT, SOURCE, POST';

const text = (status: string, headers: readonly string[], body = ''): string =>
  `HTTP/1.1 ${status}\r\n${headers.join('\r\n')}\r\n\r\n${body}`;

/** The head of an audio response: ends with the connection, neither chunked nor cached nor buffered by a proxy. */
export const listenReplyHead = (format: AudioFormat, further: readonly string[] = []): string =>
  text('200 OK', [
    `Content-Type: ${AUDIO_MEDIA_TYPES[format]}`,
    'Cache-Control: no-store, no-transform',
    'Accept-Ranges: none',
    'Access-Control-Allow-Origin: *',
    'X-Accel-Buffering: no',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    ...further,
  ]);

/** One refusal, for HTTP objects and bare sockets alike. */
export interface Refusal {
  /** In the answer and, for sources, in the log. */
  readonly id: string;
  readonly status: number;
  /** What follows the status; DJ tools show it to the DJ. */
  readonly reason: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** After how long to ask again when the server could not do it now. */
export const RETRY_AFTER_S = 30;

/** problem+json for an error of the audio path. */
export const refusalOf = (
  code: ErrorCode,
  retryAfterS: number | undefined = code === 'too_many_requests' ? RETRY_AFTER_S : undefined,
): Refusal => {
  const problem = problemOf(new AppError(code), randomUUID());
  const { status, title } = problem;
  return {
    id: problem.id,
    status,
    reason: code === 'mount_busy' ? 'Mountpoint in use' : title,
    headers: [
      ['Content-Type', PROBLEM_MEDIA_TYPE],
      ['Cache-Control', 'no-store'],
      ['X-Request-Id', problem.id],
      ['Access-Control-Allow-Origin', '*'],
      ...(status === 401
        ? ([
            ['WWW-Authenticate', 'Basic realm="LiveStreamer", charset="UTF-8"'],
            ['Allow', ALLOW],
          ] as const)
        : []),
      ...(retryAfterS === undefined ? [] : ([['Retry-After', String(retryAfterS)]] as const)),
    ],
    body: JSON.stringify(problem),
  };
};

/** A refusal as text for a bare socket. */
export const refusalText = ({ status, reason, headers, body }: Refusal, { keepOpen }: { keepOpen: boolean }): string =>
  text(
    `${status} ${reason}`,
    [
      ...headers.map(([name, value]) => `${name}: ${value}`),
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Connection: ${keepOpen ? 'keep-alive' : 'close'}`,
    ],
    body,
  );

/** The end of a source's request, and the answer to OPTIONS: nothing to say but that all is well. */
export const emptyReply = ({ keepOpen }: { keepOpen: boolean }): string =>
  text('200 OK', [
    `Allow: ${ALLOW}`,
    'Access-Control-Allow-Origin: *',
    'Content-Length: 0',
    `Connection: ${keepOpen ? 'keep-alive' : 'close'}`,
  ]);

/** Lets a source that asked with `Expect: 100-continue` begin. */
export const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

/** What SOURCE programs wait for before they send (docs/protocols/ingest.md). No length and no end: the audio follows. */
export const SOURCE_ACCEPTED = 'HTTP/1.0 200 OK\r\n\r\n';
