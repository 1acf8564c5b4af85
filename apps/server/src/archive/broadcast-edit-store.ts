import type { BroadcastState, OutsideLink, Track } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** What somebody changes of a show; what is left out stays. */
export interface BroadcastEdit {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly tracklist?: readonly Track[] | undefined;
  readonly links?: readonly OutsideLink[] | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** False when somebody else changed it since that revision. */
export const saveBroadcastEdit = async (
  db: Db,
  { id, revision, edit }: { id: string; revision: number; edit: BroadcastEdit },
): Promise<boolean> => {
  const { title, description, tracklist, links, tags } = edit;
  const { count } = await db`
    update broadcast set revision = revision + 1
      ${title === undefined ? db`` : db`, title = ${title}`}
      ${description === undefined ? db`` : db`, description = ${description}`}
      ${tracklist === undefined ? db`` : db`, tracklist = ${JSON.stringify(tracklist)}::text::jsonb`}
      ${links === undefined ? db`` : db`, links = ${JSON.stringify(links)}::text::jsonb`}
      ${tags === undefined ? db`` : db`, tags = ${[...new Set(tags)]}::text[]`}
    where id = ${id} and revision = ${revision}`;
  return count > 0;
};

/** A show in the hands of this transaction, until it ends. */
export const lockBroadcast = async (db: Db, id: string): Promise<void> => {
  await db`select from broadcast where id = ${id} for update`;
};

export const setBroadcastState = async (
  db: Db,
  { id, state, publishedAt }: { id: string; state: BroadcastState; publishedAt: Date | null },
): Promise<void> => {
  await db`update broadcast set state = ${state}, published_at = ${publishedAt} where id = ${id}`;
};

/** Null brings it back. */
export const setDeletedAt = async (
  db: Db,
  { id, deletedAt }: { id: string; deletedAt: Date | null },
): Promise<void> => {
  await db`update broadcast set deleted_at = ${deletedAt} where id = ${id}`;
};

/** Shows that were deleted before that, the oldest first. */
export const deletedBefore = async (
  db: Db,
  { before, limit, offset }: { before: Date; limit: number; offset: number },
): Promise<string[]> => {
  const rows = await db<{ id: string }[]>`
    select id from broadcast where deleted_at < ${before} order by deleted_at, id limit ${limit} offset ${offset}`;
  return rows.map(({ id }) => id);
};

/** Whether it is still deleted; then in the hands of this transaction. */
export const lockDeletedBefore = async (db: Db, { id, before }: { id: string; before: Date }): Promise<boolean> => {
  const rows = await db`select from broadcast where id = ${id} and deleted_at < ${before} for update`;
  return rows.length > 0;
};

/** Erases a show; what hangs on it goes with it. */
export const eraseBroadcast = async (db: Db, id: string): Promise<void> => {
  await db`delete from broadcast where id = ${id}`;
};
