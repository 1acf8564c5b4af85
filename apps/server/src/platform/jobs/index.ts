/** Background work that outlives a crash: queued in PostgreSQL in the transaction it belongs to, done by any server. */
export { addJob, type JobFigures, type JobToAdd } from './job-store.ts';
export { createJobs, type Jobs, type Task, type Tasks } from './jobs.ts';
export { migrateJobs } from './jobs-migration.ts';
export {
  copyPendingJobs,
  dropJobs,
  jobsSchema,
  PENDING_JOB_COLUMNS,
  putBackJobs,
} from './pending-job-store.ts';
