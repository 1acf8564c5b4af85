import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@livestreamer/clock';
import type { ErrorCode } from '@livestreamer/contracts';
import { ALLOW, type Refusal, refusalOf } from '../audio-reply.ts';
import { sendRefusal } from '../http-refusal.ts';
import type { SourceGate } from '../source-gate.ts';
import type { SourceFeed } from '../source-seat.ts';
import type { AdmitSource } from './source-admission.ts';
import { createSourceBrake } from './source-brake.ts';
import { readSourceHead } from './source-head.ts';

/** Sources that speak real HTTP: a chunked body (our own source client, curl, ffmpeg over http) or one with a length. */
export type TakeHttpSource = (taking: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The request came with `Expect: 100-continue`; it is answered when the source is let in. */
  readonly expectsContinue: boolean;
}) => Promise<void>;

const bringsNothing = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;

interface Options {
  readonly gate: SourceGate;
  readonly admit: AdmitSource;
  readonly clock: Clock;
}

export const createHttpSources = ({ gate, admit, clock }: Options): TakeHttpSource => {
  const sendAway = (request: IncomingMessage, response: ServerResponse, refusal: Refusal): void => {
    sendRefusal(response, refusal);
    request.resume();
  };
  const refuse = (request: IncomingMessage, response: ServerResponse, code: ErrorCode): void =>
    sendAway(request, response, refusalOf(code));

  const pump = (request: IncomingMessage, { response, feed }: { response: ServerResponse; feed: SourceFeed }): void => {
    const brake = createSourceBrake({ source: request, socket: request.socket, clock });
    request.on('data', (chunk: Buffer) => brake.hold({ waitMs: feed.push(chunk), gatherMs: feed.gatherMs }));
    request.once('end', () => {
      // The last chunk, or the promised length: the source said that the show is over.
      feed.finish(request.complete ? 'stopped' : 'reset');
      if (!response.headersSent) response.writeHead(200, { 'Content-Length': 0 }).end();
    });
    request.once('error', () => feed.finish('reset'));
    request.once('close', () => {
      brake.release();
      feed.finish('reset');
    });
  };

  return async ({ request, response, expectsContinue }) => {
    const source = readSourceHead({
      target: request.url ?? '',
      header: (name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? value : null;
      },
      address: request.socket.remoteAddress ?? '',
    });
    if (!source) return refuse(request, response, 'not_found');
    if (bringsNothing(request)) {
      // A request that brings no audio must not send a running source away.
      const permit = await gate(source.request);
      if (permit.allowed) response.writeHead(200, { 'Content-Length': 0, Allow: ALLOW }).end();
      else refuse(request, response, permit.code);
      return;
    }
    const admission = await admit(source, {
      isGone: () => request.socket.destroyed,
      close: (why) => {
        if (why === 'no-audio') refuse(request, response, 'unsupported_media_type');
        // It hears why, or two programs of one account would throw each other off for ever.
        else if (why === 'replaced') refuse(request, response, 'source_replaced');
        else request.socket.destroy();
      },
    });
    if ('gone' in admission) return;
    if ('refused' in admission) return sendAway(request, response, admission.refused);
    request.socket.setTimeout(0);
    if (expectsContinue) response.writeContinue();
    pump(request, { response, feed: admission.feed });
  };
};
