import type { MODERATION_ACTS } from '@livestreamer/contracts';
import type { Db } from '../../platform/postgres/index.ts';

export interface ModerationEntry {
  readonly at: Date;
  readonly act: (typeof MODERATION_ACTS)[number];
  readonly subject: string;
  readonly reason: string;
}

interface NewModerationEntry extends ModerationEntry {
  readonly stationId: string;
  readonly actorId: string;
  /** As it was then. */
  readonly actorName: string;
  readonly subjectAccountId: string | null;
}

export const insertModerationEntry = async (db: Db, entry: NewModerationEntry): Promise<void> => {
  const { stationId, at, actorId, actorName, act, subject, subjectAccountId, reason } = entry;
  await db`
    insert into moderation_entry (station_id, at, actor_id, actor_name, act, subject, subject_account_id, reason)
    values (${stationId}, ${at}, ${actorId}, ${actorName}, ${act}, ${subject}, ${subjectAccountId}, ${reason})`;
};
