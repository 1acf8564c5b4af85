import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '@livestreamer/clock';
import { reasonOf } from './probe-reason.ts';

/** What came back of one request. */
export interface ProbeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Text, as far as it is of interest. */
  readonly body: string;
  /** Null: it came to its end. Else why it broke off, and after how long. */
  readonly broken: { readonly reason: string; readonly afterMs: number } | null;
  readonly tookMs: number;
  /** Wall clock, when it had come. */
  readonly receivedAtMs: number;
}

export interface ProbeOptions {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** After this long the connection is closed, whatever goes on. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  /** Sends a body, and ends the request or not. */
  readonly send?: (request: ClientRequest) => void;
  readonly onBytes?: (bytes: Uint8Array) => void;
}

const MOST_BODY_BYTES = 64 * 1024;

/**
 * One request on a connection of its own. Certificates are not checked here: that is a check of its own, and what else is
 * wrong should be told in the same look. Throws a sentence's end ("nothing listens there") when there was no answer.
 */
export const probe = (options: ProbeOptions): Promise<ProbeAnswer> =>
  new Promise((resolve, reject) => {
    const { url, method = 'GET', headers = {}, deadlineMs, clock, send, onBytes } = options;
    const beganMs = clock.monotonicMs();
    const elapsedMs = (): number => Math.round(clock.monotonicMs() - beganMs);
    const begin = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = begin(url, { method, headers, agent: false, rejectUnauthorized: false });
    let answer: IncomingMessage | undefined;
    const chunks: Buffer[] = [];
    let keptBytes = 0;

    const settle = (broken: ProbeAnswer['broken']): void => {
      deadline.cancel();
      request.destroy();
      if (!answer) {
        reject(new Error(broken?.reason ?? 'it said nothing'));
        return;
      }
      const body = Buffer.concat(chunks).toString('utf8');
      const { statusCode: status = 0, headers } = answer;
      resolve({ status, headers, body, broken, tookMs: elapsedMs(), receivedAtMs: clock.now() });
    };
    const breakOff = (error: unknown): void => settle({ reason: reasonOf(error), afterMs: elapsedMs() });
    const deadline = clock.after(deadlineMs, () =>
      settle({ reason: `there was no end to it within ${deadlineMs / 1_000} s`, afterMs: elapsedMs() }),
    );

    request.on('error', breakOff);
    request.once('close', () => {
      if (!answer) breakOff(new Error('the connection was closed without an answer'));
    });
    // A proxy that upgrades what nobody asked to upgrade; then there is no answer to read.
    request.once('upgrade', (_, socket) => socket.destroy());
    request.once('response', (response) => {
      answer = response;
      response.on('data', (chunk: Buffer) => {
        onBytes?.(chunk);
        if (keptBytes >= MOST_BODY_BYTES) return;
        keptBytes += chunk.length;
        chunks.push(chunk);
      });
      response.once('end', () => settle(null));
      response.once('error', breakOff);
      response.once('close', () => settle(response.complete ? null : { reason: CUT, afterMs: elapsedMs() }));
    });
    if (send) send(request);
    else request.end();
  });

const CUT = 'the connection was cut';
