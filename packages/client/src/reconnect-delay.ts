import type { Reconnect } from '@livestreamer/contracts';
import type { ClientChance } from './client-chance.ts';

const LEAST_MS = 100;
const MOST_MS = 30_000;
/** So many attempts have the first span, because a server that starts anew takes seconds. */
const QUICK_ATTEMPTS = 4;
const FIRST_SPREAD_MS: Readonly<Record<Exclude<Reconnect, 'never'>, number>> = { soon: 2_000, later: 10_000 };

interface ReconnectDelay {
  readonly reconnect: Exclude<Reconnect, 'never'>;
  /** How often it was tried in vain since the last good connection. */
  readonly attempt: number;
  readonly chance: ClientChance;
}

/**
 * Pure but for chance: how long to wait before the next attempt. Anywhere in a span that doubles with each attempt
 * after the first few ("full jitter"), so that a thousand clients of a restarted server come back spread out.
 */
export const reconnectDelayMs = ({ reconnect, attempt, chance }: ReconnectDelay): number => {
  const spreadMs = Math.min(FIRST_SPREAD_MS[reconnect] * 2 ** Math.max(0, attempt + 1 - QUICK_ATTEMPTS), MOST_MS);
  return LEAST_MS + chance.fraction() * (spreadMs - LEAST_MS);
};
