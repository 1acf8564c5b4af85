import { LIMITS } from '@livestreamer/contracts';
import { nextBroadcastState, type PlannedShow } from '../broadcasts/index.ts';
import type { Db } from '../platform/postgres/index.ts';

/** A source that comes to a station. */
interface ComingSource {
  readonly stationId: string;
  readonly accountId: string;
  readonly atMs: number;
}

const MISSED = nextBroadcastState('scheduled', 'missed');
const CALLED_OFF = nextBroadcastState('scheduled', 'called-off');

/**
 * The planned show that this source opens: the broadcaster's first one whose window, from half an hour before its start to its end,
 * is open and that has not begun. Null: an unplanned show begins; so it does for whoever comes back when their planned show is over.
 */
export const plannedShowFor = async (
  db: Db,
  { stationId, accountId, atMs }: ComingSource,
): Promise<PlannedShow | null> => {
  const [row] = await db<PlannedShow[]>`
    select id as broadcast_id, title from broadcast
    where station_id = ${stationId} and account_id = ${accountId} and state = 'scheduled'
      and planned_start <= ${new Date(atMs + LIMITS.plannedEarlyMs)} and planned_end > ${new Date(atMs)}
    order by planned_start limit 1`;
  return row ?? null;
};

/** Shows whose time is over without anybody: each is told to one caller only, however many ask. */
export const markMissed = (db: Db, now: Date): Promise<{ id: string; stationId: string }[]> =>
  db<{ id: string; stationId: string }[]>`
    update broadcast set state = ${MISSED} where state = 'scheduled' and planned_end <= ${now} returning id, station_id`;

/**
 * Calls off what was planned by accounts that are deleted, as {@link markMissed} tells it: nobody would come. An account that is restored
 * does not bring it back, for everybody was told; its series go on with the days that were not yet shows.
 */
export const callOffAbandoned = (db: Db): Promise<{ id: string; stationId: string }[]> =>
  db<{ id: string; stationId: string }[]>`
    update broadcast set state = ${CALLED_OFF} from account
    where account.id = broadcast.account_id and account.deleted_at is not null and broadcast.state = 'scheduled'
    returning broadcast.id, broadcast.station_id`;
