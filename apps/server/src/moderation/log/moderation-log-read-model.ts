import type { Db } from '../../platform/postgres/index.ts';
import type { ModerationEntry } from './moderation-log-store.ts';

interface ModerationLogRow extends ModerationEntry {
  /** A bigint, as text. */
  readonly id: string;
  /** Null: an account that is gone. */
  readonly actorName: string | null;
}

/** What was done on a station before an entry (null: the newest), the newest first. */
export const moderationLogPage = (
  db: Db,
  { stationId, before, limit }: { stationId: string; before: string | null; limit: number },
): Promise<ModerationLogRow[]> =>
  db<ModerationLogRow[]>`
    select id, at, actor_name, act, subject, reason from moderation_entry
    where station_id = ${stationId} ${before === null ? db`` : db`and id < ${before}`}
    order by id desc
    limit ${limit}`;
