import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@livestreamer/clock';
import type { AddressOf } from '../../platform/http/index.ts';
import { createLatenessMeter } from './lateness-meter.ts';
import { dripAudio, dripEvents } from './self-check-drip.ts';
import { createSelfCheckKey } from './self-check-key.ts';
import {
  CLAIMED_ADDRESS,
  COOKIE_NAME,
  ECHO_PLACES,
  type Echo,
  HOP_HEADER,
  LONGEST_MS,
  NONCE_HEADER,
  SELF_CHECK_PATHS,
  TOKEN_HEADER,
  UPLOAD_PIECE,
  type UploadReport,
} from './self-check-seam.ts';

/** The server's end of the self-check: it tells who has a token what arrives of a request, and how. */
export interface SelfCheck {
  /** True when the request was one of its own: its path, and a good token. Others see nothing of it. */
  takeRequest(
    request: IncomingMessage,
    response: ServerResponse,
    options: { readonly expectsContinue: boolean },
  ): boolean;
}

interface SelfCheckOptions {
  /** The session secret. */
  readonly secret: string;
  readonly addressOf: AddressOf;
  /** Whether TRUSTED_PROXIES names this address. */
  readonly isTrustedProxy: (address: string) => boolean;
  readonly openFiles: number | null;
  readonly maxListeners: number;
  readonly clock: Clock;
}

/** One look at the way makes a dozen requests. */
const MOST_AT_ONCE = 64;

export const createSelfCheck = (options: SelfCheckOptions): SelfCheck => {
  const { addressOf, isTrustedProxy, openFiles, maxListeners, clock } = options;
  const key = createSelfCheckKey(options);
  let underWay = 0;

  const proofFor = (request: IncomingMessage): string => key.proofOf(headerOf(request, NONCE_HEADER));

  const echo = (request: IncomingMessage, response: ServerResponse): void => {
    const { [TOKEN_HEADER]: _, ...headers } = request.headers;
    const peer = addressOf({ socket: request.socket, headers: {} });
    const onTheWay = [peer, ...headerOf(request, 'x-forwarded-for').split(',')].map((address) => address.trim());
    const seen: Echo = {
      proof: proofFor(request),
      method: request.method ?? '',
      peer,
      address: addressOf(request),
      trusted: [...new Set(onTheWay)].filter(isTrustedProxy),
      trustsStrangers: isTrustedProxy(CLAIMED_ADDRESS),
      isDirect: isUntouched(request),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value ?? ''])),
      openFiles,
      maxListeners,
    };
    const cookie = `${COOKIE_NAME}=${headerOf(request, NONCE_HEADER)}; Max-Age=60; Path=/api/v1/self-check; HttpOnly`;
    request.resume();
    sayJson(response, seen, { 'set-cookie': cookie });
  };

  const upload = (request: IncomingMessage, response: ServerResponse): void => {
    const meter = createLatenessMeter({ shape: UPLOAD_PIECE, clock });
    let bytes = 0;
    const tooLong = clock.after(LONGEST_MS, () => request.destroy());
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      meter.take(chunk);
    });
    request.once('end', () => {
      const report: UploadReport = { proof: proofFor(request), bytes, lateMs: meter.lateMs };
      sayJson(response, report);
    });
    request.once('close', () => tooLong.cancel());
  };

  const ANSWERS: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
    ...Object.fromEntries(ECHO_PLACES.map(({ path }) => [path, echo])),
    [SELF_CHECK_PATHS.events]: (request, response) => dripEvents({ request, response, clock }),
    [SELF_CHECK_PATHS.restUpload]: upload,
    [SELF_CHECK_PATHS.audio]: (request, response) => dripAudio({ request, response, clock }),
    [SELF_CHECK_PATHS.upload]: upload,
  };

  return {
    takeRequest: (request, response, { expectsContinue }) => {
      const [path = ''] = (request.url ?? '').split('?', 1);
      const answer = Object.hasOwn(ANSWERS, path) ? ANSWERS[path] : undefined;
      if (!answer || underWay >= MOST_AT_ONCE || !key.accepts(headerOf(request, TOKEN_HEADER))) return false;
      underWay += 1;
      // Of answers that wait for earlier ones of their connection, Node tells nothing when it breaks.
      const leave = (): void => {
        request.socket.removeListener('close', leave);
        response.removeListener('close', leave);
        underWay -= 1;
      };
      request.socket.once('close', leave);
      response.once('close', leave);
      if (expectsContinue) response.writeContinue();
      answer(request, response);
      return true;
    },
  };
};

/** See {@link HOP_HEADER}. */
const isUntouched = (request: IncomingMessage): boolean => {
  const names = request.rawHeaders.filter((_, at) => at % 2 === 0);
  return names.includes(HOP_HEADER) && headerOf(request, 'connection').includes(HOP_HEADER);
};

const headerOf = ({ headers }: IncomingMessage, name: string): string => [headers[name] ?? ''].flat().join(', ');

const sayJson = (response: ServerResponse, body: object, headers: Readonly<Record<string, string>> = {}): void => {
  if (response.destroyed) return;
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
    .end(JSON.stringify(body));
};
