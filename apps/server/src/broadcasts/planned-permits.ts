import type { Clock } from '@livestreamer/clock';
import type { Logger } from '../platform/index.ts';
import type { PlannedShow } from './broadcast-events.ts';

/** Which announced show a source opens: looked up while it is let in, because its first frame waits for nobody. */
export interface PlannedPermits {
  /** Never fails: without an answer an unplanned show begins. */
  look(who: Broadcaster): Promise<void>;
  /** What was found when the source that is on air now was let in, however long ago that was; each once. */
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

export const createPlannedPermits = ({ plannedFor, clock, log }: PlannedPermitsOptions): PlannedPermits => {
  const found = new Map<string, PlannedShow>();
  const keyOf = ({ stationId, accountId }: Broadcaster): string => `${stationId} ${accountId}`;

  return {
    look: async (who) => {
      const key = keyOf(who);
      try {
        const show = await plannedFor({ ...who, atMs: clock.now() });
        // Until then what was found before counts: tools that say a title are let in by the same gate, just when the first frame comes.
        found.delete(key);
        if (show) found.set(key, show);
      } catch (err) {
        found.delete(key);
        log.warn({ err, stationId: who.stationId }, 'Whether a show was announced could not be found out.');
      }
      const [oldest] = found.keys();
      if (found.size > MOST_KEPT && oldest !== undefined) found.delete(oldest);
    },
    take: (who) => {
      const show = found.get(keyOf(who)) ?? null;
      found.delete(keyOf(who));
      return show;
    },
  };
};
