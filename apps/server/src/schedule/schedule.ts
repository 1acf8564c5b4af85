import type { Clock } from '@livestreamer/clock';
import type { PlannedShow } from '../broadcasts/index.ts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import type { Chance, Logger, Part } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { calendarDocument } from './calendar/calendar-document.ts';
import { callOffAbandoned, markMissed, plannedShowFor } from './planned-show-store.ts';
import { reminderRoutes } from './reminders/reminder-routes.ts';
import { deleteOldReminders } from './reminders/reminder-store.ts';
import { createReminders, type RemindersOptions } from './reminders/reminders.ts';
import { createScheduleBroadcasters } from './schedule-broadcasters.ts';
import { createScheduleChanges } from './schedule-changes.ts';
import { createSchedulePlanning } from './schedule-planning.ts';
import { createScheduleRolling } from './schedule-rolling.ts';
import { scheduleRoutes } from './schedule-routes.ts';
import { createUpkeep } from './schedule-upkeep.ts';

/** What is planned: shows to come, those that repeat, reminders and calendars. */
export interface Schedule {
  /** The planned show that a source opens which comes to a station now; null: an unplanned one begins. */
  plannedFor(who: { stationId: string; accountId: string; atMs: number }): Promise<PlannedShow | null>;
  routes(registrar: RouteRegistrar): void;
  /** Makes the shows of series, gives up those that nobody came to, and queues reminders, from start to stop. */
  readonly part: Part;
}

/** Planned shows that are not as they were: planned, changed, called off or missed. */
export interface ScheduleChange {
  readonly stationId: string;
  readonly ids: readonly string[];
}

interface ScheduleOptions extends RemindersOptions {
  readonly sql: Sql;
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  readonly isCoBroadcaster: (who: { accountId: string; station: StationRecord }) => Promise<boolean>;
  /** Hears of changes once they are stored, before whoever made them gets an answer. */
  readonly onChanged: (change: ScheduleChange) => Promise<void>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** How late a reminder, or a show that nobody came to or will come to, may be noticed. */
const SWEEP_EVERY_MS = 30_000;
/** Much less than the horizon: a server that was down for days catches up at its start anyway. */
const ROLL_EVERY_MS = 6 * 3_600_000;

export const createSchedule = (options: ScheduleOptions): Schedule => {
  const { sql, clock, log, onChanged } = options;
  const broadcasters = createScheduleBroadcasters(options);
  const planning = createSchedulePlanning({ ...options, broadcasters });
  const changes = createScheduleChanges({ ...options, broadcasters });
  const remind = createReminders(options);
  const rollSeries = createScheduleRolling(options);
  const tell = async (shows: readonly { id: string; stationId: string }[]): Promise<void> => {
    for (const { id, stationId } of shows) await onChanged({ stationId, ids: [id] });
  };
  // In this order: a show whose time is over was missed, whoever was to come.
  const giveUp = async (): Promise<void> => {
    await tell(await markMissed(sql, new Date(clock.now())));
    await tell(await callOffAbandoned(sql));
  };
  const roll = async (): Promise<void> => {
    await rollSeries();
    await deleteOldReminders(sql, new Date(clock.now()));
  };
  const sweep = createUpkeep({ tasks: [giveUp, remind], everyMs: SWEEP_EVERY_MS, clock, log });
  const rolling = createUpkeep({ tasks: [roll], everyMs: ROLL_EVERY_MS, clock, log });

  return {
    plannedFor: (who) => plannedShowFor(sql, who),
    routes: (registrar) => {
      scheduleRoutes({ ...options, planning, changes })(registrar);
      reminderRoutes(options)(registrar);
      calendarDocument(options)(registrar);
    },
    part: {
      name: 'schedule',
      start: () => {
        rolling.start();
        sweep.start();
      },
      stop: async () => {
        await Promise.all([rolling.stop(), sweep.stop()]);
      },
    },
  };
};
