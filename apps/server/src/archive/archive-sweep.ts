import type { Clock } from '@livestreamer/clock';
import { createSweeping, type Logger, type Part } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { deletedBefore, eraseBroadcast, lockDeletedBefore } from './broadcast-edit-store.ts';

interface ArchiveSweepOptions {
  readonly sql: Sql;
  /** Deletes what lies on the disk of a show. */
  readonly deleteFiles: (broadcastId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** For so long a deleted show can be brought back. */
const KEEP_DELETED_MS = 30 * 24 * 3_600_000;
const AT_ONCE = 50;

/** Erases what was deleted long ago. */
export const createArchiveSweep = ({ sql, deleteFiles, clock, log }: ArchiveSweepOptions): Part => {
  /** Files before the row: what is left of a crash is found again. Nobody restores it meanwhile. */
  const erase = (id: string, before: Date): Promise<boolean> =>
    sql.begin(async (tx) => {
      if (!(await lockDeletedBefore(tx, { id, before }))) return false;
      await deleteFiles(id);
      await eraseBroadcast(tx, id);
      return true;
    });

  const sweep = async (signal: AbortSignal): Promise<void> => {
    const before = new Date(clock.now() - KEEP_DELETED_MS);
    let [erased, kept] = [0, 0];
    for (;;) {
      // One whose files cannot be deleted does not keep the others.
      const ids = await deletedBefore(sql, { before, limit: AT_ONCE, offset: kept });
      for (const id of ids) {
        if (signal.aborted) return;
        try {
          if (await erase(id, before)) erased += 1;
        } catch (err) {
          kept += 1;
          log.error({ err, broadcastId: id }, 'A deleted show could not be erased. Next try in an hour.');
        }
      }
      if (ids.length < AT_ONCE) break;
    }
    if (erased > 0) log.info({ erased }, 'Shows that were deleted 30 days ago are erased.');
  };

  return createSweeping({ name: 'archive sweep', sweep, clock, log });
};
