import { Logger as WorkerLogger } from 'graphile-worker';
import type { Logger } from '../logger.ts';

/** What graphile-worker says, in our log: the first line of it, because payloads and stacks come after. */
export const createJobsLog = (log: Logger): WorkerLogger =>
  new WorkerLogger(({ label, taskIdentifier: task, jobId: job }) => (level, message, meta) => {
    if (meta?.['failure'] === true) return; // told by createJobs, in its own words
    const fields = { part: label, task, job };
    const [sentence = ''] = message.split('\n');
    // It works on after its errors, so nobody must act.
    if (`${level}` === 'error' || `${level}` === 'warning') log.warn(fields, sentence);
    else log.debug(fields, sentence);
  });
