import type { Db } from '../postgres/index.ts';

export interface JobToAdd {
  /** The name under which `createJobs` was given what to do. */
  readonly task: string;
  /** Stands readable in the database: ids only. */
  readonly payload: Readonly<Record<string, string | number>>;
  /** Not before; without it at once. */
  readonly runAt?: Date;
  /** A job with this key that has not begun yet is replaced. */
  readonly jobKey?: string;
  /** How often it may fail; 25 without it, which is more than three days. */
  readonly maxAttempts?: number;
}

/** Queues a job in the transaction of `db`: it runs when that commits, at least once. */
export const addJob = async (db: Db, { task, payload, runAt, jobKey, maxAttempts }: JobToAdd): Promise<void> => {
  await db`
    select id from graphile_worker.add_job(
      ${task}, ${JSON.stringify(payload)}::text::json,
      run_at => ${runAt ?? null}::timestamptz, job_key => ${jobKey ?? null}::text, max_attempts => ${maxAttempts ?? null}::integer
    )`;
};

/** Frees the jobs that a server is in the middle of. */
export const freeJobsOf = async (db: Db, workerId: string): Promise<void> => {
  await db`select graphile_worker.force_unlock_workers(array[${workerId}::text])`;
};

/** Frees the jobs of servers that died with them: those that have been going for longer than `ms`. Returns how many there were. */
export const freeJobsOlderThan = async (db: Db, ms: number): Promise<number> => {
  const [row] = await db<{ count: number }[]>`
    with dead as materialized (
      select locked_by, count(*)::integer as jobs from graphile_worker.jobs
      where locked_at < now() - make_interval(secs => ${ms / 1_000}) group by locked_by
    )
    select coalesce(sum(jobs), 0)::integer as count, graphile_worker.force_unlock_workers(array_agg(locked_by)) as freed from dead`;
  return row?.count ?? 0;
};

/** The queue as it is now, on all servers. */
export interface JobFigures {
  /** Their time has come. */
  readonly due: number;
  /** Since when the oldest of these is due, in seconds; 0 when there is none. */
  readonly oldestDueSeconds: number;
  /** Their time is still to come. */
  readonly planned: number;
  readonly underWay: number;
  /** Given up; they stay in the queue for somebody to look at. */
  readonly failed: number;
}

export const readJobFigures = async (db: Db): Promise<JobFigures> => {
  const [row] = await db<JobFigures[]>`
    with job as (
      select run_at, locked_at is not null as under_way, attempts >= max_attempts as failed from graphile_worker.jobs
    ), waiting as (
      select run_at, run_at <= now() as due from job where not under_way and not failed
    )
    select (select count(*)::integer from waiting where due) as due,
      (select coalesce(extract(epoch from now() - min(run_at)), 0)::float8 from waiting where due) as oldest_due_seconds,
      (select count(*)::integer from waiting where not due) as planned,
      (select count(*)::integer from job where under_way) as under_way,
      (select count(*)::integer from job where failed and not under_way) as failed`;
  return row ?? { due: 0, oldestDueSeconds: 0, planned: 0, underWay: 0, failed: 0 };
};
