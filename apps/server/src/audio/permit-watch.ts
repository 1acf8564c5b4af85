import type { Clock } from '@livestreamer/clock';
import type { Logger } from '../platform/index.ts';
import type { AudioCounters } from './audio-counters.ts';
import type { PermitInUse } from './audio-hub.ts';

/** Whose permits may have changed since somebody began to ask for one. */
export interface NotedChanges {
  /** Whether one may have that depends on these, since the beginning or the last time it was asked. */
  take(dependsOn: readonly string[]): boolean;
  stop(): void;
}

/**
 * Looks again whether those who are on air still may be: when it is told that something changed, and every minute, so
 * that what nobody told, or what was told while the line was cut, counts by then too. The gate is asked each time, so who
 * tells too much does no harm. While the gate cannot say, the show goes on.
 *
 * A change is told after it was stored. So a source that is let in meanwhile is either on air when the change is told, and
 * looked at, or still being let in, and then it is in `noteChanges`.
 */
export interface PermitWatch {
  recheckOf(whoChanged: string): void;
  recheckAll(): void;
  noteChanges(): NotedChanges;
  stop(): void;
}

interface PermitWatchOptions {
  readonly permits: () => readonly PermitInUse[];
  readonly counters: AudioCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

const RECHECK_MS = 60_000;

export const createPermitWatch = ({ permits, counters, clock, log }: PermitWatchOptions): PermitWatch => {
  const noted = new Set<{ everybody: boolean; readonly people: Set<string> }>();
  let rechecking = false;
  let wanted = false;

  const look = async ({ permit, withdraw }: PermitInUse): Promise<void> => {
    const { mountId, ownerId } = permit;
    try {
      if (await permit.stillHolds()) return;
    } catch (err) {
      log.warn({ err, mountId }, 'Whether a source may still send could not be found out; it goes on.');
      return;
    }
    counters.withdrawnPermits += 1;
    log.info({ mountId, ownerId }, 'A source may not send any more: its mount goes off air.');
    withdraw();
  };

  /** One after the other: the database has other things to do. */
  const lookAtAll = async (): Promise<void> => {
    if (rechecking) return;
    rechecking = true;
    while (wanted) {
      wanted = false;
      for (const inUse of permits()) await look(inUse);
    }
    rechecking = false;
  };

  const recheckAll = (): void => {
    for (const changes of noted) changes.everybody = true;
    wanted = true;
    void lookAtAll();
  };

  const timer = clock.every(RECHECK_MS, recheckAll);

  return {
    recheckAll,
    recheckOf: (whoChanged) => {
      for (const { people } of noted) people.add(whoChanged);
      for (const inUse of permits()) if (inUse.permit.dependsOn.includes(whoChanged)) void look(inUse);
    },
    noteChanges: () => {
      const changes = { everybody: false, people: new Set<string>() };
      noted.add(changes);
      return {
        take: (dependsOn) => {
          const { everybody } = changes;
          changes.everybody = false;
          return dependsOn.filter((one) => changes.people.delete(one)).length > 0 || everybody;
        },
        stop: () => void noted.delete(changes),
      };
    },
    stop: () => timer.cancel(),
  };
};
