import type { Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Clock } from '@livestreamer/clock';
import type { Logger } from '../platform/index.ts';
import type { AudioCounters } from './audio-counters.ts';
import { emptyReply, RETRY_AFTER_S, refusalOf, refusalText } from './audio-reply.ts';
import type { AudioSettings } from './audio-settings.ts';
import { sayAndClose } from './farewell.ts';
import { logGateFailure } from './ingest/gate-failure.ts';
import { hasNoBody, isSocketSource, type TakeSocketSource } from './ingest/socket-source.ts';
import type { AnswerListener } from './listening.ts';
import type { AddressRules } from './peer-address.ts';
import { readProxyLine, speakFor } from './proxy-line.ts';
import { type RequestHead, readRequestHead } from './request-head.ts';
import { parseStreamPath } from './stream-path.ts';

/** How often connections without a whole head are looked through. */
const SWEEP_MS = 1_000;

/** OPTIONS and requests with an empty body on one connection; libshout needs two before it sends. */
const MOST_QUESTIONS = 8;

/** Connections that wait to be accepted; the kernel caps it at somaxconn. */
const BACKLOG = 4_096;

/**
 * The socket-level entry of the server, on the main port. It reads one request head and decides:
 * a request for audio or a source without a length stays here; everything else, with what was read
 * pushed back, goes to the HTTP server, which never listens itself (docs/decisions/0003-front-door-at-the-socket.md).
 */
export interface FrontDoor {
  listen(at: { host: string; port: number }): Promise<AddressInfo>;
  /** Takes no new connections and closes those that have not said what they want. */
  stop(): void;
}

interface FrontDoorOptions {
  readonly http: HttpServer;
  readonly answerListener: AnswerListener;
  readonly takeSource: TakeSocketSource;
  /** Who is banned is refused before anything is read; behind a trusted proxy, as soon as its PROXY line or the head says who it is. */
  readonly addresses: AddressRules;
  readonly settings: AudioSettings;
  readonly counters: AudioCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

export const createFrontDoor = (options: FrontDoorOptions): FrontDoor => {
  const { http, answerListener, takeSource, addresses, settings, counters, clock, log } = options;
  /** Sockets whose head is not whole yet, and until when it must be. */
  const waiting = new Map<Socket, number>();
  let isStopping = false;

  const close = (socket: Socket, code: 'bad_request' | 'head_too_large'): void => {
    counters.badHeads += 1;
    sayAndClose(socket, { text: refusalText(refusalOf(code), { keepOpen: false }), clock });
  };

  const refuseUnread = (socket: Socket): void => {
    counters.refusedAddresses += 1;
    socket.write(refusalText(refusalOf('address_banned'), { keepOpen: false }));
    socket.destroySoon();
  };

  const refuseBanned = (socket: Socket): void => {
    counters.refusedAddresses += 1;
    sayAndClose(socket, { text: refusalText(refusalOf('address_banned'), { keepOpen: false }), clock });
  };

  const giveToHttp = (socket: Socket, bytes: Buffer): void => {
    socket.removeListener('error', ignore);
    socket.unshift(bytes);
    http.emit('connection', socket);
    socket.resume();
  };

  /** Answers a question and waits for the next request, once the answer was taken: nothing piles up for who does not read. */
  const answerAndGoOn = (
    socket: Socket,
    { text, rest, asked }: { text: string; rest: Buffer; asked: number },
  ): void => {
    if (asked >= MOST_QUESTIONS) {
      sayAndClose(socket, { text, clock });
      return;
    }
    waiting.set(socket, clock.monotonicMs() + settings.headTimeoutMs);
    socket.write(text, () => {
      if (!socket.destroyed) awaitHead(socket, { already: rest, asked: asked + 1 });
    });
  };

  const decide = (
    socket: Socket,
    { head, bytes, asked }: { head: RequestHead; bytes: Buffer; asked: number },
  ): void => {
    const rest = bytes.subarray(head.length);
    const address = addresses.addressOf({
      address: socket.remoteAddress ?? '',
      forwardedFor: head.headers.get('x-forwarded-for') ?? null,
    });
    if (addresses.isBanned(address)) {
      refuseBanned(socket);
      return;
    }
    if (head.method === 'OPTIONS' && (head.target === '*' || parseStreamPath(head.target))) {
      // A body behind it would be read as the next request.
      if (hasNoBody(head)) answerAndGoOn(socket, { text: emptyReply({ keepOpen: true }), rest, asked });
      else close(socket, 'bad_request');
      return;
    }
    if (head.method === 'GET') {
      const answer = answerListener({
        target: head.target,
        range: head.headers.get('range') ?? null,
        icyMetadata: head.headers.get('icy-metadata') ?? null,
        address,
      });
      if (answer) {
        if ('join' in answer) answer.join(socket);
        else sayAndClose(socket, { text: refusalText(answer.refusal, { keepOpen: false }), clock });
        return;
      }
    }
    if (isSocketSource(head) && parseStreamPath(head.target)) {
      takeSource({ socket, head, rest, answer: (text) => answerAndGoOn(socket, { text, rest, asked }) }).catch(
        (error: unknown) => {
          logGateFailure(log, error);
          sayAndClose(socket, {
            text: refusalText(refusalOf('unavailable', RETRY_AFTER_S), { keepOpen: false }),
            clock,
          });
        },
      );
      return;
    }
    giveToHttp(socket, bytes);
  };

  const awaitHead = (socket: Socket, { already, asked }: { already: Buffer; asked: number }): void => {
    let bytes = already;
    let knownBytes = 0;
    waiting.set(socket, clock.monotonicMs() + settings.headTimeoutMs);
    const leave = (): void => {
      waiting.delete(socket);
      socket.removeListener('data', onData);
      socket.removeListener('end', onEnd);
      socket.pause();
    };
    const onEnd = (): void => void socket.destroy();
    let mayBePassedOn = asked === 0 && addresses.isProxy(socket.remoteAddress ?? '');
    /** False: nothing more is to be read. */
    const passProxyLine = (): boolean => {
      const line = readProxyLine(bytes);
      if (line === 'more') return false;
      mayBePassedOn = false;
      if (line === 'none') return true;
      if (line === 'bad') {
        leave();
        close(socket, 'bad_request');
        return false;
      }
      bytes = bytes.subarray(line.length);
      if (line.address === null) return true;
      speakFor(socket, line.address);
      if (!addresses.isBanned(line.address)) return true;
      leave();
      refuseBanned(socket);
      return false;
    };
    const look = (): void => {
      if (mayBePassedOn && !passProxyLine()) return;
      const head = readRequestHead(bytes, knownBytes);
      knownBytes = bytes.length;
      if (head === 'more' && bytes.length <= settings.headBytes) return;
      leave();
      if (head === 'bad') close(socket, 'bad_request');
      else if (head === 'more' || head.length > settings.headBytes) close(socket, 'head_too_large');
      else decide(socket, { head, bytes, asked });
    };
    const onData = (chunk: Buffer): void => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      look();
    };
    socket.on('data', onData);
    socket.once('end', onEnd);
    socket.resume();
    if (bytes.length > 0) look();
  };

  const sweep = clock.every(SWEEP_MS, () => {
    const nowMs = clock.monotonicMs();
    for (const [socket, untilMs] of waiting) {
      if (untilMs > nowMs) continue;
      waiting.delete(socket);
      counters.slowHeads += 1;
      socket.destroy();
    }
  });

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    socket.on('error', ignore);
    socket.once('close', () => waiting.delete(socket));
    if (isStopping) socket.destroy();
    else if (addresses.isBanned(addresses.addressOf({ address: socket.remoteAddress ?? '', forwardedFor: null })))
      refuseUnread(socket);
    else awaitHead(socket, { already: Buffer.alloc(0), asked: 0 });
  });

  return {
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port, backlog: BACKLOG }, () => {
          server.removeListener('error', reject);
          server.on('error', (error) => log.error({ err: error }, 'The listening socket failed.'));
          const address = server.address();
          if (address !== null && typeof address === 'object') resolve(address);
        });
      }),
    stop: () => {
      isStopping = true;
      sweep.cancel();
      server.close();
      for (const socket of waiting.keys()) socket.destroy();
    },
  };
};

function ignore(): void {}
