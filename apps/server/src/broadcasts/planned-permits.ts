import type { Clock } from '@livestreamer/clock';
import type { Logger } from '../platform/index.ts';
import type { PlannedShow } from './broadcast-events.ts';

/** Which announced show a source opens: looked up while it is let in, because its first frame waits for nobody. */
export interface PlannedPermits {
  /** Never fails: without an answer an unplanned show begins. */
  look(who: Broadcaster): Promise<void>;
  /** What was found last for a source that is on air now; each once. */
  take(who: Broadcaster): PlannedShow | null;
}

interface Broadcaster {
  readonly stationId: string;
  readonly accountId: string;
}

interface PlannedPermitsOptions {
  readonly plannedFor: (who: Broadcaster & { readonly atMs: number }) => Promise<PlannedShow | null>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
}

/** Sources that were let in and never sent a frame leave one behind. */
const MOST_KEPT = 1_000;
/** Between being let in and the first frame. */
const FRESH_MS = 60_000;

export const createPlannedPermits = ({ plannedFor, clock, log }: PlannedPermitsOptions): PlannedPermits => {
  const found = new Map<string, { readonly show: PlannedShow; readonly atMs: number }>();
  const keyOf = ({ stationId, accountId }: Broadcaster): string => `${stationId} ${accountId}`;

  return {
    look: async (who) => {
      const key = keyOf(who);
      found.delete(key);
      try {
        const show = await plannedFor({ ...who, atMs: clock.now() });
        if (show) found.set(key, { show, atMs: clock.now() });
      } catch (err) {
        log.warn({ err, stationId: who.stationId }, 'Whether a show was announced could not be found out.');
      }
      const [oldest] = found.keys();
      if (found.size > MOST_KEPT && oldest !== undefined) found.delete(oldest);
    },
    take: (who) => {
      const entry = found.get(keyOf(who));
      found.delete(keyOf(who));
      return entry && clock.now() - entry.atMs < FRESH_MS ? entry.show : null;
    },
  };
};
