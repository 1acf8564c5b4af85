import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../platform/index.ts';
import type { AudioCounters } from './audio-counters.ts';
import { ALLOW, RETRY_AFTER_S, refusalOf } from './audio-reply.ts';
import { sendRefusal } from './http-refusal.ts';
import { logGateFailure } from './ingest/gate-failure.ts';
import type { TakeHttpSource } from './ingest/http-source.ts';
import type { AnswerListener } from './listening.ts';
import type { AddressRules } from './peer-address.ts';
import { parseStreamPath } from './stream-path.ts';

/**
 * Audio requests that reached the HTTP server: chunked sources, everything refused, HEAD, and listeners on a
 * connection that was kept open (browsers and proxies reuse them). True when the request was one of ours.
 */
export type HttpDoor = (
  request: IncomingMessage,
  response: ServerResponse,
  options?: { readonly expectsContinue: boolean },
) => boolean;

interface Options {
  readonly answerListener: AnswerListener;
  readonly takeSource: TakeHttpSource;
  /** Who is banned is refused by the routes too; here it is for audio on a connection that was kept open. */
  readonly addresses: AddressRules;
  readonly counters: AudioCounters;
  readonly log: Logger;
}

const SENDS = new Set(['PUT', 'POST', 'SOURCE']);

export const createHttpDoor = ({ answerListener, takeSource, addresses, counters, log }: Options): HttpDoor => {
  const addressOf = ({ socket, headers }: IncomingMessage): string =>
    addresses.addressOf({
      address: socket.remoteAddress ?? '',
      forwardedFor: [headers['x-forwarded-for'] ?? []].flat().join(',') || null,
    });

  const listen = (request: IncomingMessage, response: ServerResponse): boolean => {
    const { url: target = '', headers } = request;
    const icyMetadata = [headers['icy-metadata'] ?? []].flat().join() || null;
    const answer = answerListener({ target, range: headers.range ?? null, icyMetadata, address: addressOf(request) });
    if (!answer) return false;
    if ('refusal' in answer) sendRefusal(response, answer.refusal);
    else if (request.method === 'HEAD') writeHead(response, answer.head);
    // Asked for before the answers to earlier requests are out: the audio would run into them.
    else if (response.socket === null) sendRefusal(response, refusalOf('bad_request'));
    // The response object is left alone for good: the mount writes head and audio to the socket itself.
    else answer.join(request.socket);
    return true;
  };

  const writeHead = (response: ServerResponse, head: string): void => {
    const [, ...lines] = head.trimEnd().split('\r\n');
    for (const line of lines) {
      const [name = '', value = ''] = line.split(': ', 2);
      response.setHeader(name, value);
    }
    response.writeHead(200).end();
  };

  return (request, response, { expectsContinue } = { expectsContinue: false }) => {
    const method = request.method ?? '';
    if (parseStreamPath(request.url ?? '') && addresses.isBanned(addressOf(request))) {
      counters.refusedAddresses += 1;
      sendRefusal(response, refusalOf('address_banned'));
      request.resume();
      return true;
    }
    if (method === 'GET' || method === 'HEAD') return listen(request, response);
    if (method === 'OPTIONS' && parseStreamPath(request.url ?? '')) {
      response.writeHead(200, { Allow: ALLOW, 'Access-Control-Allow-Origin': '*', 'Content-Length': 0 }).end();
      return true;
    }
    if (!SENDS.has(method) || !parseStreamPath(request.url ?? '')) return false;
    takeSource({ request, response, expectsContinue }).catch((error: unknown) => {
      logGateFailure(log, error);
      sendRefusal(response, refusalOf('unavailable', RETRY_AFTER_S));
    });
    return true;
  };
};
