import type { Clock, Timer } from '@livestreamer/clock';
import type { Pool } from 'pg';
import { withDeadline } from '../deadline.ts';
import { type Dependency, DependencyProblem } from '../dependency.ts';
import type { Part } from '../lifecycle.ts';
import type { Logger } from '../logger.ts';
import type { Sql } from '../postgres/index.ts';
import { freeJobsOf, freeJobsOlderThan, type JobFigures, readJobFigures } from './job-store.ts';
import { createJobsPool } from './jobs-pool.ts';
import { type JobsRunner, startJobsRunner } from './jobs-runner.ts';

/** Does one job. What it throws makes the job come again, later each time. It may be called twice for one job, so it must be able to tell. */
export type Task = (payload: unknown) => Promise<void>;
/** What is done, by the name under which it is queued. */
export type Tasks = Readonly<Record<string, Task>>;

interface JobsOptions {
  /** Where PostgreSQL is; asked at the start. */
  readonly url: () => string;
  readonly sql: Sql;
  readonly tasks: Tasks;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The worker of one server. */
export interface Jobs extends Part, Dependency {
  readonly name: string;
  /** The queue as it is now, on all servers. */
  figures(): Promise<JobFigures>;
}

/** No job may take longer. */
const TASK_DEADLINE_MS = 120_000;
/** A job that has been going for longer is one of a server that died. Above the deadline, so that nobody works on it. */
const DEAD_AFTER_MS = 180_000;
const FREE_EVERY_MS = 60_000;
const RESTART_MS = 5_000;
/** How long jobs that are going may take when the server stops; then they are left to the next start. */
const STOP_PATIENCE_MS = 1_500;

/** Works on what `addJob` queued, from start to stop. Any number of servers may do so on one database. */
export const createJobs = ({ url, sql, tasks, clock, log }: JobsOptions): Jobs => {
  let pool: Pool | undefined;
  let runner: JobsRunner | undefined;
  let stopping = false;
  let cutOff = false;
  let freeing: Timer | undefined;
  let restart: Timer | undefined;

  const inTime = (name: string, task: Task): Task => {
    const late = () => new Error(`The job ${name} took longer than ${TASK_DEADLINE_MS} ms.`);
    return (payload) =>
      withDeadline({ clock, ms: TASK_DEADLINE_MS, work: () => task(payload), late }).finally(untilNeverIfCutOff);
  };
  /** Of a job that was cut off graphile-worker must hear no more: its connections are gone. */
  const untilNeverIfCutOff = async (): Promise<void> => {
    if (cutOff) await new Promise(() => undefined);
  };
  const taskList = Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, inTime(name, task)]));

  const freeDeadJobs = async (): Promise<void> => {
    try {
      const freed = await freeJobsOlderThan(sql, DEAD_AFTER_MS);
      if (freed > 0) log.warn({ jobs: freed }, 'Jobs of a server that died are done again.');
    } catch (err) {
      log.warn({ err }, 'Jobs of servers that died could not be looked for.');
    }
  };

  const work = async (pgPool: Pool): Promise<void> => {
    const current = await startJobsRunner({ pgPool, taskList, log });
    runner = current;
    void current.ended.then(() => workAgain(pgPool));
  };

  const workAgain = (pgPool: Pool): void => {
    runner = undefined;
    if (stopping) return;
    restart = clock.after(RESTART_MS, () => {
      work(pgPool).catch((err: unknown) => {
        log.warn({ err }, 'The jobs could not go on; another attempt follows.');
        workAgain(pgPool);
      });
    });
  };

  const stopWorking = async ({ workerId, stop }: JobsRunner): Promise<void> => {
    const late = () => new Error('Jobs were still going.');
    try {
      await withDeadline({ clock, ms: STOP_PATIENCE_MS, work: stop, late });
    } catch (err) {
      cutOff = true;
      log.warn({ err }, 'Jobs were cut off; they are done at the next start.');
      await freeJobsOf(sql, workerId);
    }
  };

  return {
    name: 'jobs',
    figures: () => readJobFigures(sql),
    check: async () => {
      if (!runner) throw new DependencyProblem('are not being worked on; another attempt follows within seconds');
    },
    start: async () => {
      const pgPool = createJobsPool({ url: url(), log });
      try {
        await work(pgPool);
      } catch (error) {
        await pgPool.end();
        throw error;
      }
      pool = pgPool;
      await freeDeadJobs();
      freeing = clock.every(FREE_EVERY_MS, () => void freeDeadJobs());
    },
    stop: async () => {
      stopping = true;
      freeing?.cancel();
      restart?.cancel();
      if (runner) await stopWorking(runner);
      await pool?.end();
    },
  };
};
