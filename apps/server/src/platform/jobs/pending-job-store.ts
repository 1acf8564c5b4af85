import { copyIn, copyOut, type Db } from '../postgres/index.ts';

/** What {@link copyPendingJobs} tells of each job, in this order. */
export const PENDING_JOB_COLUMNS = ['task', 'payload', 'run_at', 'job_key', 'attempts_left'] as const;

/**
 * The jobs that are still to be done, as lines of PostgreSQL's `copy`: also those that somebody is in the middle of, as if they had
 * not begun. They are told in the words of `add_job`, not by graphile-worker's own tables, which change with its versions.
 */
export const copyPendingJobs = (db: Db): AsyncIterable<Buffer> =>
  copyOut(db`
    copy (
      select tasks.identifier, jobs.payload, jobs.run_at, jobs.key,
        jobs.max_attempts - jobs.attempts + (case when jobs.locked_at is null then 0 else 1 end)
      from graphile_worker._private_jobs jobs join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
      where jobs.attempts < jobs.max_attempts or jobs.locked_at is not null
      order by jobs.id
    ) to stdout`);

/** Queues them again; call it in a transaction. A job keeps the attempts that it had left. */
export const putBackJobs = async (db: Db, lines: AsyncIterable<Uint8Array>): Promise<void> => {
  await db`
    create temporary table put_back_job (
      number integer generated always as identity, task text, payload json, run_at timestamptz, job_key text, attempts_left integer
    ) on commit drop`;
  await copyIn(db`copy put_back_job (${db([...PENDING_JOB_COLUMNS])}) from stdin`, lines);
  await db`
    select graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, max_attempts => attempts_left)
    from (select task, payload, run_at, job_key, attempts_left from put_back_job order by number) job`;
};

/** Whether there is a queue, and whether anything was ever in it. */
export const jobsSchema = async (db: Db): Promise<'missing' | 'empty' | 'used'> => {
  const [row] = await db<{ found: boolean }[]>`
    select to_regclass('graphile_worker._private_jobs') is not null as found`;
  if (!row?.found) return 'missing';
  const [jobs] = await db<{ used: boolean }[]>`select exists (select from graphile_worker._private_jobs) as used`;
  return jobs?.used ? 'used' : 'empty';
};

/** Undoes `migrateJobs` on a database that had no queue before. */
export const dropJobs = async (db: Db): Promise<void> => {
  await db`drop schema if exists graphile_worker cascade`;
};
