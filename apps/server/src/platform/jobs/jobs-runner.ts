import { EventEmitter } from 'node:events';
import { run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from '../logger.ts';
import { createJobsLog } from './jobs-log.ts';

/** graphile-worker at work. */
export interface JobsRunner {
  /** What its jobs are marked with while they are going. */
  readonly workerId: string;
  /** Ends when it stopped, by itself too: it gives up when the database is away at the wrong moment. Never fails. */
  readonly ended: Promise<void>;
  /** Takes no more jobs, and ends when those that are going are done. */
  stop(): Promise<void>;
}

interface JobsRunnerOptions {
  readonly pgPool: Pool;
  readonly taskList: TaskList;
  readonly log: Logger;
}

const JOBS_AT_ONCE = 2;
/** How soon a job is found whose time has come. New ones are told by PostgreSQL at once. */
const POLL_MS = 2_000;

/** Migrates, starts, and looks for jobs once; throws when that fails. */
export const startJobsRunner = async ({ pgPool, taskList, log }: JobsRunnerOptions): Promise<JobsRunner> => {
  const events: WorkerEvents = new EventEmitter();
  let workerId = '';
  events.on('pool:create', ({ workerPool }) => {
    workerId = workerPool.id;
  });
  tellOfFailures(events, log);
  // graphile-worker 0.17.3 remembers a failure of its very first look for ever, and would find no job any more.
  const looked = new Promise<void>((resolve, reject) => {
    events.on('worker:getJob:empty', () => resolve());
    events.on('job:start', () => resolve());
    events.on('worker:getJob:error', ({ error }) => reject(error));
  });
  looked.catch(() => undefined); // it may fail before it is waited for

  const runner = await run({
    pgPool,
    taskList,
    events,
    parsedCronItems: [], // else it looks for a crontab file
    concurrency: JOBS_AT_ONCE,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    // Without batches it does not look after the statement that ends a job; an outage just then would be an unhandled rejection.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: createJobsLog(log),
  });
  const ended = runner.promise.catch((err: unknown) => log.warn({ err }, 'The jobs were interrupted.'));
  const stop = () => runner.stop();
  try {
    await looked;
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  return { workerId, ended, stop };
};

const tellOfFailures = (events: WorkerEvents, log: Logger): void => {
  events.on('job:error', ({ job, error }) => {
    const fields = { task: job.task_identifier, job: job.id, attempt: job.attempts, err: error };
    if (job.attempts < job.max_attempts) log.warn(fields, 'A job failed; it is tried again.');
    else log.error(fields, 'A job failed for the last time.');
  });
};
