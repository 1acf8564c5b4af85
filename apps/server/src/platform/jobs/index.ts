/** Background work that outlives a crash: queued in PostgreSQL in the transaction it belongs to, done by any server. */
export { addJob, type JobToAdd } from './job-store.ts';
export { createJobs, type Task, type Tasks } from './jobs.ts';
export { migrateJobs } from './jobs-migration.ts';
