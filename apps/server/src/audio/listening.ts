import type { Socket } from 'node:net';
import { rangeOf } from '../platform/limits/index.ts';
import type { AudioCounters } from './audio-counters.ts';
import type { AudioHub } from './audio-hub.ts';
import { listenReplyHead, RETRY_AFTER_S, type Refusal, refusalOf } from './audio-reply.ts';
import type { AudioSettings } from './audio-settings.ts';
import { ICY_INTERVAL_BYTES } from './metadata/icy-inlay.ts';
import { parseStreamPath } from './stream-path.ts';

/** Safari asks for two bytes to see whether there is audio; that is not somebody listening. */
const PROBE_RANGE = 'bytes=0-1';

/** What a request for audio gets. */
export type ListenAnswer =
  | { readonly refusal: Refusal }
  /** `head` is the reply's head; `join` writes it and the burst to the socket, which then belongs to the mount. */
  | { readonly head: string; readonly join: (socket: Socket) => void };

export interface ListenRequest {
  readonly target: string;
  readonly range: string | null;
  /** The `Icy-MetaData` header: players that want titles between the audio send 1; browsers never do. */
  readonly icyMetadata: string | null;
  /** Of the person, also behind a trusted proxy. */
  readonly address: string;
}

/** Decides about `GET` and `HEAD` of a mount; null when the target is none. */
export type AnswerListener = (request: ListenRequest) => ListenAnswer | null;

interface Options {
  readonly hub: AudioHub;
  readonly counters: AudioCounters;
  readonly settings: AudioSettings;
}

export const createListening = ({ hub, counters, settings }: Options): AnswerListener => {
  /** Open responses, by address range. */
  const open = new Map<string, number>();

  const countUntilClosed = (socket: Socket, range: string): void => {
    if (socket.destroyed) return; // it would never be closed again
    open.set(range, (open.get(range) ?? 0) + 1);
    socket.once('close', () => {
      const left = (open.get(range) ?? 0) - 1;
      if (left > 0) open.set(range, left);
      else open.delete(range);
    });
  };

  return ({ target, range, icyMetadata, address }) => {
    const path = parseStreamPath(target);
    if (!path) return null;
    const onAir = hub.find(path.station);
    if (!onAir || (path.format !== null && path.format !== onAir.seat.format)) return { refusal: refusalOf('off_air') };
    if (hub.responses >= settings.maxListeners) {
      counters.refusedListeners += 1;
      return { refusal: refusalOf('listeners_full', RETRY_AFTER_S) };
    }
    const from = rangeOf(address);
    if ((open.get(from) ?? 0) >= settings.maxListenersPerAddress) {
      counters.refusedListeners += 1;
      return { refusal: refusalOf('too_many_requests', RETRY_AFTER_S) };
    }
    // An Ogg file carries its titles itself.
    const withTitles = icyMetadata === '1' && onAir.seat.format !== 'ogg';
    const head = listenReplyHead(onAir.seat.format, withTitles ? [`icy-metaint: ${ICY_INTERVAL_BYTES}`] : []);
    const lowDelay = path.query.get('delay') === 'low';
    return {
      head,
      join: (socket) => {
        countUntilClosed(socket, from);
        onAir.mount.join({ socket, head: Buffer.from(head), lowDelay, withTitles, counted: range !== PROBE_RANGE });
      },
    };
  };
};
