import type { Clock } from '@livestreamer/clock';
import { createSweeping, type Logger, type Part } from '../../platform/index.ts';
import { addJob } from '../../platform/jobs/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { broadcastsOnDisk, deleteFilesOf } from './recording-files.ts';
import { finishingJob } from './recording-finishing.ts';
import { keptRecordings, stationWishes } from './recording-keeping-read-model.ts';
import { leavingRecordings } from './recording-retention-policy.ts';
import { knownShows, unfinishedRecordings } from './recording-store.ts';

interface RecordingSweepOptions {
  readonly sql: Sql;
  readonly dir: string;
  readonly remove: (broadcastId: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Logger;
}

const MOST_NAMED = 20;

/** Deletes what stations do not keep, takes up what was not finished, and looks at the start for files that nobody knows. */
export const createRecordingSweep = (options: RecordingSweepOptions): Part => {
  let hasLooked = false;
  const sweep = async (): Promise<void> => {
    await sweepRecordings(options);
    if (!hasLooked) await lookForStrays(options);
    hasLooked = true;
  };
  return createSweeping({ ...options, name: 'recording sweep', sweep });
};

/** Once. Two servers may do it at the same time. */
export const sweepRecordings = async ({ sql, remove, clock, log }: RecordingSweepOptions): Promise<void> => {
  for (const broadcastId of await unfinishedRecordings(sql)) await addJob(sql, finishingJob(broadcastId));
  for (const { stationId, ...wish } of await stationWishes(sql)) {
    const leaving = leavingRecordings(await keptRecordings(sql, stationId), { wish, nowMs: clock.now() });
    for (const { broadcastId, reason } of leaving)
      if (await remove(broadcastId))
        log.info({ broadcastId, stationId, reason }, 'A recording was deleted, as its station wishes.');
  }
};

/** Files whose recording was deleted are deleted with it at last; what was never stored is finished; files of shows that nobody knows are left to people. */
export const lookForStrays = async ({
  sql,
  dir,
  log,
}: Pick<RecordingSweepOptions, 'sql' | 'dir' | 'log'>): Promise<void> => {
  const onDisk = await broadcastsOnDisk(dir);
  const known = new Map((await knownShows(sql, onDisk)).map((show) => [show.broadcastId, show]));
  for (const id of onDisk) {
    const show = known.get(id);
    if (show?.state === 'gone') await deleteFilesOf(dir, id);
    if (show?.state === null && show.isOver) await addJob(sql, finishingJob(id));
  }
  const strays = onDisk.filter((id) => !known.has(id));
  if (strays.length === 0) return;
  log.warn(
    { dir, recordings: strays.length, first: strays.slice(0, MOST_NAMED) },
    'There are recordings of shows that the database does not know. Nothing was deleted.',
  );
};
