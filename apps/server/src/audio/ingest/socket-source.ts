import type { Socket } from 'node:net';
import type { Clock } from '@livestreamer/clock';
import type { ErrorCode } from '@livestreamer/contracts';
import { CONTINUE, emptyReply, type Refusal, refusalOf, refusalText, SOURCE_ACCEPTED } from '../audio-reply.ts';
import { sayAndClose } from '../farewell.ts';
import type { RequestHead } from '../request-head.ts';
import type { SourceGate } from '../source-gate.ts';
import type { SourceFeed } from '../source-seat.ts';
import { type EarlyAudio, gatherEarlyAudio } from './early-audio.ts';
import type { AdmitSource } from './source-admission.ts';
import { createSourceBrake } from './source-brake.ts';
import { readSourceHead } from './source-head.ts';

/**
 * Sources that HTTP parsers cannot read, because their audio follows a head without any length: `PUT` as ffmpeg,
 * butt and Mixxx send it, and `SOURCE` (docs/protocols/ingest.md). The order of replies:
 *
 * | request                     | let in               | refused             | at the end |
 * | --------------------------- | -------------------- | ------------------- | ---------- |
 * | PUT, `Expect: 100-continue` | 100, then audio      | the error, close    | 200        |
 * | PUT                         | nothing, audio comes | the error, close    | 200        |
 * | SOURCE                      | 200, then audio      | the error, close    | –          |
 * | any, `Content-Length: 0`    | 200, keep open       | the error, keep open | –         |
 *
 * The 200 to a PUT waits for the end: an answer that the program has not read when it closes makes its kernel
 * reset the connection and throw away audio that was still on its way.
 */
export type TakeSocketSource = (taking: {
  readonly socket: Socket;
  readonly head: RequestHead;
  /** Bytes that came with the head. */
  readonly rest: Buffer;
  /** Answers a request that brings no audio, and waits for the next one on the same socket. */
  readonly answer: (text: string) => void;
}) => Promise<void>;

/** Whether the head announces no body; what is no plain zero is left to the HTTP server's stricter eye. */
export const hasNoBody = ({ headers }: RequestHead): boolean =>
  !headers.has('transfer-encoding') && /^0*$/.test(headers.get('content-length') ?? '0');

/** Whether this head begins audio without a length, or asks after the mount with an empty body. */
export const isSocketSource = (head: RequestHead): boolean =>
  (head.method === 'PUT' || head.method === 'SOURCE' || head.method === 'POST') && hasNoBody(head);

interface Options {
  readonly gate: SourceGate;
  readonly admit: AdmitSource;
  readonly clock: Clock;
}

export const createSocketSources = ({ gate, admit, clock }: Options): TakeSocketSource => {
  const sendAway = (socket: Socket, refusal: Refusal): void =>
    sayAndClose(socket, { text: refusalText(refusal, { keepOpen: false }), clock });
  const refuse = (socket: Socket, code: ErrorCode): void => sendAway(socket, refusalOf(code));

  const pump = (
    socket: Socket,
    { feed, isPut, early }: { feed: SourceFeed; isPut: boolean; early: EarlyAudio },
  ): void => {
    const brake = createSourceBrake({ source: socket, socket, clock });
    const push = (chunk: Buffer): void => brake.hold({ waitMs: feed.push(chunk), gatherMs: feed.gatherMs });
    const end = (): void => {
      feed.finish('closed');
      socket.end(isPut ? emptyReply({ keepOpen: false }) : '');
    };
    socket.once('close', () => {
      brake.release();
      feed.finish('reset');
    });
    const audio = early.take();
    socket.on('data', push);
    socket.once('end', end);
    socket.resume();
    push(audio);
    if (early.hasEnded()) end();
  };

  return async ({ socket, head, rest, answer }) => {
    const source = readSourceHead({
      target: head.target,
      header: (name) => head.headers.get(name) ?? null,
      address: socket.remoteAddress ?? '',
    });
    if (!source) return refuse(socket, 'not_found');
    if (head.headers.has('content-length')) {
      // A request that brings no audio must not send a running source away.
      const permit = await gate(source.request);
      const reply = permit.allowed
        ? emptyReply({ keepOpen: true })
        : refusalText(refusalOf(permit.code), { keepOpen: true });
      return answer(reply);
    }
    const early = gatherEarlyAudio(socket, rest);
    const admission = await admit(source, {
      isGone: early.isGone,
      close: (why) => {
        if (why === 'no-audio') refuse(socket, 'unsupported_media_type');
        else socket.destroy();
      },
    });
    if ('gone' in admission) return void socket.destroy();
    if ('refused' in admission) return sendAway(socket, admission.refused);
    if (head.method === 'SOURCE') socket.write(SOURCE_ACCEPTED);
    else if (head.headers.get('expect')?.toLowerCase() === '100-continue') socket.write(CONTINUE);
    pump(socket, { feed: admission.feed, isPut: head.method !== 'SOURCE', early });
  };
};
