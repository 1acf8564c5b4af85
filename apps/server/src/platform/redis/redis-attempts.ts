import type { Clock } from '@livestreamer/clock';
import { withDeadline } from '../deadline.ts';
import type { Logger } from '../logger.ts';

/** How long one who can do without Redis waits for it. */
const WITHIN_MS = 500;
/** After a failure nothing is read for so long: each attempt would wait again. */
const REST_MS = 1_000;

/** For what can do without Redis: it is asked, and is not missed when it is away, late, or takes nothing because its memory or its disk is full. */
export interface RedisAttempts {
  /** Null: it failed; or Redis says null. Never throws. */
  attempt<T>(ask: () => Promise<T>, withinMs?: number): Promise<T | null>;
  /** Whether the last attempt failed. */
  isFailing(): boolean;
  /** It failed a moment ago, so what can be left out should be. */
  isResting(): boolean;
}

interface RedisAttemptsOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** Said once, until an attempt succeeds again. */
  readonly sentence: string;
  readonly onFailure?: () => void;
}

export const createRedisAttempts = (options: RedisAttemptsOptions): RedisAttempts => {
  const { clock, log, sentence, onFailure = () => undefined } = options;
  let restsUntilMs: number | null = null;
  return {
    attempt: async (ask, withinMs = WITHIN_MS) => {
      const late = () => new Error(`Redis did not answer within ${withinMs} ms.`);
      try {
        const answer = await withDeadline({ clock, ms: withinMs, work: ask, late });
        restsUntilMs = null;
        return answer;
      } catch (err) {
        if (restsUntilMs === null) log.warn({ err }, sentence);
        restsUntilMs = clock.monotonicMs() + REST_MS;
        onFailure();
        return null;
      }
    },
    isFailing: () => restsUntilMs !== null,
    isResting: () => restsUntilMs !== null && clock.monotonicMs() < restsUntilMs,
  };
};
