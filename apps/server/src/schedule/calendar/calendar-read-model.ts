import type { Db } from '../../platform/postgres/index.ts';
import { LONGEST_MS } from '../schedule-read-model.ts';
import type { CalendarShow } from './calendar-text.ts';

/** No calendar gets longer: some programs give up. */
const MOST_SHOWS = 2_000;

/** What was announced on a station and ends after `from`, cancelled and missed shows too; what is over and hidden is not there. */
export const calendarShows = (
  db: Db,
  { stationId, from }: { stationId: string; from: Date },
): Promise<CalendarShow[]> => db<CalendarShow[]>`
  select id, title, description, tags, state, planned_start, planned_end, plan_sequence, plan_changed_at
  from broadcast
  where station_id = ${stationId} and planned_start is not null and planned_start > ${new Date(from.getTime() - LONGEST_MS)}
    and planned_end > ${from} and deleted_at is null
    and state <> 'ended'
  order by planned_start, id
  limit ${MOST_SHOWS}`;
