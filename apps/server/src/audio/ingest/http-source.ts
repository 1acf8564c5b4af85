import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorCode } from '@livestreamer/contracts';
import type { Clock } from '../../platform/index.ts';
import { refusalOf } from '../audio-reply.ts';
import { sendRefusal } from '../http-refusal.ts';
import type { SourceFeed } from '../source-seat.ts';
import type { AdmitSource } from './source-admission.ts';
import { readSourceHead } from './source-head.ts';

/** Sources that speak real HTTP: a chunked body (our own source client, curl, ffmpeg over http) or one with a length. */
export type TakeHttpSource = (taking: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The request came with `Expect: 100-continue`; it is answered when the source is let in. */
  readonly expectsContinue: boolean;
}) => Promise<void>;

interface Options {
  readonly admit: AdmitSource;
  readonly clock: Clock;
}

export const createHttpSources = ({ admit, clock }: Options): TakeHttpSource => {
  const refuse = (request: IncomingMessage, response: ServerResponse, code: ErrorCode): void => {
    sendRefusal(response, refusalOf(code));
    request.resume();
  };

  const pump = (request: IncomingMessage, { response, feed }: { response: ServerResponse; feed: SourceFeed }): void => {
    request.on('data', (chunk: Buffer) => {
      const waitMs = feed.push(chunk);
      if (waitMs <= 0) return;
      request.pause();
      const timer = clock.after(waitMs, () => request.resume());
      request.once('close', () => timer.cancel());
    });
    request.once('end', () => {
      // The last chunk, or the promised length: the source said that the show is over.
      feed.finish(request.complete ? 'stopped' : 'reset');
      response.writeHead(200, { 'Content-Length': 0 }).end();
    });
    request.once('error', () => feed.finish('reset'));
    request.once('close', () => feed.finish('reset'));
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
    const admission = await admit(source, (why) => {
      if (why === 'no-audio') refuse(request, response, 'unsupported_media_type');
      // It hears why, or two programs of one account would throw each other off for ever.
      else if (why === 'replaced') refuse(request, response, 'mount_busy');
      else request.socket.destroy();
    });
    if ('refused' in admission) return refuse(request, response, admission.refused);
    if (request.socket.destroyed) return admission.feed.finish('reset');
    request.socket.setTimeout(0);
    if (expectsContinue) response.writeContinue();
    pump(request, { response, feed: admission.feed });
  };
};
