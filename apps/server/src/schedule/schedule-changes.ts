import type { ScheduleScope } from '@livestreamer/contracts';
import type { Caller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { type PlanChange, withChange } from './plan-change.ts';
import { assertFree, assertRoom, wrongField } from './plan-checks.ts';
import { addDays } from './repeat-dates.ts';
import type { SchedulePlanningOptions } from './schedule-planning.ts';
import { mayPlan } from './schedule-policy.ts';
import {
  callOff,
  comingShowsOf,
  lockPlannedShow,
  lockSchedule,
  type PlannedShowRecord,
  plannedShowById,
  updatePlannedShows,
} from './schedule-store.ts';
import { changeSeries } from './series-changes.ts';
import { deleteEmptySeries, endSeries } from './series-store.ts';

/** Changes and calls off what is planned. Throws AppError for what cannot be. */
export interface ScheduleChanges {
  change(caller: Caller, id: string, change: PlanChange): Promise<ChangedShows>;
  callOff(caller: Caller, id: string, scope: ScheduleScope): Promise<ChangedShows>;
}

/** A show, and which of its series go with it. */
interface ScopedShow {
  readonly show: PlannedShowRecord;
  readonly scope: ScheduleScope;
}

/** The shows that are not as they were. */
interface ChangedShows {
  readonly stationId: string;
  readonly ids: readonly string[];
}

export const createScheduleChanges = (options: SchedulePlanningOptions): ScheduleChanges => {
  const { sql, broadcasters, stationByName, clock, chance } = options;

  /** Throws when it cannot be changed any more; it stays as it is until the transaction ends. */
  const take = async (tx: Db, { id, stationId }: PlannedShowRecord): Promise<PlannedShowRecord> => {
    await lockSchedule(tx, stationId);
    const show = await lockPlannedShow(tx, id);
    if (!show) throw new AppError('not_found');
    if (show.state === 'cancelled') throw new AppError('already_begun', { message: 'This show was called off.' });
    if (show.state !== 'scheduled' || show.endMs <= clock.now()) throw new AppError('already_begun');
    return show;
  };

  const find = async (caller: Caller, id: string): Promise<PlannedShowRecord> => {
    const show = await plannedShowById(sql, id);
    if (!show) throw new AppError('not_found');
    if (!mayPlan(caller, show)) throw new AppError('forbidden');
    return show;
  };

  /** Who is to come. Whoever left the team may call their shows off, but not take other times for them. */
  const broadcasterOf = async (
    { caller, change }: { caller: Caller; change: PlanChange },
    show: PlannedShowRecord,
  ): Promise<string> => {
    const station = await stationByName(show.station);
    if (!station) throw new AppError('not_found');
    if (change.broadcaster !== undefined) return broadcasters.find(station, { caller, username: change.broadcaster });
    const { accountId } = show;
    if (caller.accountId === accountId) await broadcasters.assertStill(station, { caller, accountId });
    return accountId;
  };

  const changeOne = async (tx: Db, show: PlannedShowRecord): Promise<string[]> => {
    const { stationId, id } = show;
    const except = new Set([id]);
    await assertFree(tx, { stationId, wanted: [show], except, repeats: false, nowMs: clock.now() });
    await updatePlannedShows(tx, [show]);
    return [id];
  };

  /** The show stays, and is one of its own; the others that are meant are called off. */
  const endRepeating = async (tx: Db, { show, scope }: ScopedShow): Promise<string[]> => {
    const others = await shut(tx, { show, scope });
    await assertRoom(tx, { stationId: show.stationId, kind: 'show', nowMs: clock.now() });
    const own = await changeOne(tx, { ...show, seriesId: null, occurrenceOn: null });
    if (show.seriesId !== null) await deleteEmptySeries(tx, show.seriesId);
    return [...others, ...own];
  };

  /** Calls off what is meant beside the show itself, and ends the series before it. */
  const shut = async (tx: Db, { show, scope }: ScopedShow): Promise<string[]> => {
    const meant = await showsMeantBy(tx, { show, scope, nowMs: clock.now() });
    const firstOn = meant[0]?.occurrenceOn;
    if (show.seriesId !== null && firstOn) await endSeries(tx, { id: show.seriesId, lastOn: addDays(firstOn, -1) });
    return callOff(
      tx,
      meant.filter(({ id }) => id !== show.id).map(({ id }) => id),
    );
  };

  return {
    change: async (caller, id, change) => {
      const { scope, repeats } = change;
      const found = await find(caller, id);
      const accountId = await broadcasterOf({ caller, change }, found);
      return sql.begin(async (tx) => {
        const show = await take(tx, found);
        const { changed, isMoved } = withChange(show, { ...change, accountId, nowMs: clock.now() });
        const { stationId, seriesId } = show;
        if (seriesId !== null && scope === 'one' && repeats !== undefined)
          throw wrongField('repeats', 'How a series repeats is not changed for one show alone.');
        if (!repeats && (seriesId === null || scope === 'one')) return { stationId, ids: await changeOne(tx, changed) };
        if (repeats === null) return { stationId, ids: await endRepeating(tx, { show: changed, scope }) };
        const meant = await showsMeantBy(tx, { show, scope, nowMs: clock.now() });
        const ids = await changeSeries(tx, { show, changed, isMoved, meant, change, clock, chance });
        return { stationId, ids };
      });
    },

    callOff: async (caller, id, scope) => {
      const found = await find(caller, id);
      return sql.begin(async (tx) => {
        const show = await take(tx, found);
        const others = scope === 'one' ? [] : await shut(tx, { show, scope });
        return { stationId: show.stationId, ids: [...others, ...(await callOff(tx, [id]))] };
      });
    },
  };
};

/** The shows of a series that are meant, in order, cancelled ones too; of those that began, none but the show itself. */
const showsMeantBy = async (
  tx: Db,
  { show, scope, nowMs }: ScopedShow & { nowMs: number },
): Promise<readonly PlannedShowRecord[]> => {
  const { seriesId, occurrenceOn } = show;
  if (seriesId === null || occurrenceOn === null || scope === 'one') return [show];
  const from = scope === 'all' ? LONG_AGO : occurrenceOn;
  const coming = await comingShowsOf(tx, { seriesId, from, afterMs: nowMs });
  return coming.some(({ id }) => id === show.id) ? coming : [show, ...coming];
};

const LONG_AGO = '0001-01-01';
