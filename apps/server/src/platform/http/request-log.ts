import type { Clock, Timer } from '@livestreamer/clock';
import type { Logger } from '../logger.ts';

/** A request that was answered, or that its client gave up. */
export interface AnsweredRequest {
  readonly id: string;
  readonly method: string;
  /** The pattern, never the address, which may hold a token; null: nothing of ours. */
  readonly route: string | null;
  /** Null: its client went before the answer began. */
  readonly status: number | null;
  /** Until the answer began (how long it took to get through is the client's), or until the client went. */
  readonly ms: number;
}

/** What became of the lines of requests, since the server started. */
export interface RequestLogCounters {
  logged: number;
  /** Answered without a line: more came than there are lines for. */
  leftOut: number;
}

/** One line for each request, within reason. */
export interface RequestLog {
  readonly counters: Readonly<RequestLogCounters>;
  note(request: AnsweredRequest): void;
  /** Says what was left out since it was said last. */
  stop(): void;
}

interface RequestLogOptions {
  /** How many lines a second there are for requests that went well; Infinity: all have one. */
  readonly linesPerSecond: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** From here on a request is slow, and always has its line. */
const SLOW_MS = 1_000;
const SECOND_MS = 1_000;
const SAY_EVERY_MS = 60_000;
/** Asked every few seconds by programs that look after the server; what they find is in the metrics. */
const PROBES = new Set(['/health', '/ready', '/metrics']);

/**
 * Failed and slow requests always have a line; of the others the first ones of each second. What has none is counted; the number is said
 * once a minute.
 */
export const createRequestLog = ({ linesPerSecond, clock, log }: RequestLogOptions): RequestLog => {
  const counters: RequestLogCounters = { logged: 0, leftOut: 0 };
  let secondBeganMs = Number.NEGATIVE_INFINITY;
  let linesLeft = 0;
  let toSay = 0;

  const takeLine = (): boolean => {
    const nowMs = clock.monotonicMs();
    if (nowMs - secondBeganMs >= SECOND_MS) {
      secondBeganMs = nowMs;
      linesLeft = linesPerSecond;
    }
    if (linesLeft === 0) return false;
    linesLeft -= 1;
    return true;
  };

  const say = (): void => {
    if (toSay > 0) log.info({ requests: toSay }, 'Requests were answered that have no line of their own.');
    toSay = 0;
  };
  const saying: Timer = clock.every(SAY_EVERY_MS, say);

  return {
    counters,
    note: (answered) => {
      const request = { ...answered, ms: Math.round(answered.ms) };
      const isNotable = (request.status ?? 0) >= 500 || request.ms >= SLOW_MS;
      const sentence = request.status === null ? 'A request was given up by its client.' : 'A request was answered.';
      if (request.route !== null && PROBES.has(request.route)) log.debug(request, 'A probe was answered.');
      else if (isNotable || takeLine()) {
        counters.logged += 1;
        log.info(request, sentence);
      } else {
        counters.leftOut += 1;
        if (linesPerSecond > 0) toSay += 1;
      }
    },
    stop: () => {
      saying.cancel();
      say();
    },
  };
};
