import type { Clock } from '@livestreamer/clock';
import type { Logger, Part } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { deletedBefore, eraseBroadcast } from './broadcast-edit-store.ts';

interface ArchiveSweepOptions {
  readonly sql: Sql;
  /** Deletes what lies on the disk of a show. Before its row: what is left of a crash is found again. */
  readonly deleteFiles: (broadcastId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}

const HOUR_MS = 3_600_000;
/** For so long a deleted show can be brought back. */
export const KEEP_DELETED_MS = 30 * 24 * HOUR_MS;
const AT_ONCE = 50;

/** Erases what was deleted long ago, each hour and at the start. Several servers may do so at once. */
export const createArchiveSweep = ({ sql, deleteFiles, clock, log }: ArchiveSweepOptions): Part => {
  let stopped = false;
  let timer: { cancel(): void } | null = null;
  let current: Promise<void> = Promise.resolve();

  const sweep = async (): Promise<void> => {
    const before = new Date(clock.now() - KEEP_DELETED_MS);
    let erased = 0;
    for (let ids = await deletedBefore(sql, { before, limit: AT_ONCE }); ids.length > 0 && !stopped; ) {
      for (const id of ids) {
        await deleteFiles(id);
        await eraseBroadcast(sql, { id, before });
        erased += 1;
      }
      ids = await deletedBefore(sql, { before, limit: AT_ONCE });
    }
    if (erased > 0) log.info({ erased }, 'Shows that were deleted 30 days ago are erased.');
  };
  const run = (): void => {
    current = sweep().catch((err: unknown) =>
      log.warn({ err }, 'Deleted shows could not be erased; another attempt follows.'),
    );
  };

  return {
    name: 'archive sweep',
    start: async () => {
      run();
      timer = clock.every(HOUR_MS, run);
    },
    stop: async () => {
      stopped = true;
      timer?.cancel();
      await current;
    },
  };
};
