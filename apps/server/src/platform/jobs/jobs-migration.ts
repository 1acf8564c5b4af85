import { runMigrations } from 'graphile-worker';
import type { Logger } from '../logger.ts';
import { createJobsLog } from './jobs-log.ts';
import { createJobsPool } from './jobs-pool.ts';

/** Makes or updates the schema `graphile_worker`. Servers that start at the same time do not disturb one another. */
export const migrateJobs = async ({ url, log }: { url: string; log: Logger }): Promise<void> => {
  const pgPool = createJobsPool({ url, log });
  try {
    await runMigrations({ pgPool, logger: createJobsLog(log) });
  } finally {
    await pgPool.end();
  }
};
