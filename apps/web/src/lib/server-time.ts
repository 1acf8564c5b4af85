import type { Clock } from '@livestreamer/clock';

/** The server's clock, as far as its answers tell; without any, the browser's own. */
export interface ServerTime {
  /** Ms since 1970 on the server's clock. */
  now(): number;
  /** Takes the `Date` header of an answer that came just now. */
  heed(dateHeader: string | null): void;
}

/** A `Date` header has whole seconds, cut off (RFC 9110 §5.6.7): the middle of the second is the best guess. */
const HALF_SECOND_MS = 500;

/** Differences below this are not worth a timer that jumps. */
const WORTH_IT_MS = 2_000;

export const createServerTime = (clock: Clock): ServerTime => {
  let aheadMs = 0;
  return {
    now: () => clock.now() + aheadMs,
    heed: (dateHeader) => {
      const saidMs = Date.parse(dateHeader ?? '');
      if (Number.isNaN(saidMs)) return;
      const differenceMs = saidMs + HALF_SECOND_MS - clock.now();
      aheadMs = Math.abs(differenceMs) < WORTH_IT_MS ? 0 : differenceMs;
    },
  };
};

/** A `fetch` that keeps the server's time by the way. */
export const timedFetch =
  (serverTime: ServerTime, ask: typeof fetch): typeof fetch =>
  async (input, init) => {
    const response = await ask(input, init);
    serverTime.heed(response.headers.get('date'));
    return response;
  };
