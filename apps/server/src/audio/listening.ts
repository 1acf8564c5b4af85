import type { Socket } from 'node:net';
import type { AudioCounters } from './audio-counters.ts';
import type { AudioHub } from './audio-hub.ts';
import { listenReplyHead, RETRY_AFTER_S, type Refusal, refusalOf } from './audio-reply.ts';
import type { AudioSettings } from './audio-settings.ts';
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
}

/** Decides about `GET` and `HEAD` of a mount; null when the target is none. */
export type AnswerListener = (request: ListenRequest) => ListenAnswer | null;

interface Options {
  readonly hub: AudioHub;
  readonly counters: AudioCounters;
  readonly settings: AudioSettings;
}

export const createListening =
  ({ hub, counters, settings }: Options): AnswerListener =>
  ({ target, range }) => {
    const path = parseStreamPath(target);
    if (!path) return null;
    const onAir = hub.find(path.station);
    if (!onAir || (path.format !== null && path.format !== onAir.seat.format)) return { refusal: refusalOf('off_air') };
    if (hub.responses >= settings.maxListeners) {
      counters.refusedListeners += 1;
      return { refusal: refusalOf('listeners_full', RETRY_AFTER_S) };
    }
    const head = listenReplyHead(onAir.seat.format);
    const lowDelay = path.query.get('delay') === 'low';
    return {
      head,
      join: (socket) => onAir.mount.join({ socket, head: Buffer.from(head), lowDelay, counted: range !== PROBE_RANGE }),
    };
  };
