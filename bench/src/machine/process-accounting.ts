import { readdirSync, readFileSync } from 'node:fs';

const RSS = /^Rss:\s+(\d+) kB$/m;

/** Nanoseconds that a thread ran, user and system together, from its `schedstat`. Finer than the 10 ms of `stat`. */
export const threadCpuNs = (schedstat: string): number => {
  const ns = Number(schedstat.split(' ', 1)[0]);
  if (schedstat.trim() === '' || !Number.isFinite(ns)) throw new Error(`Not a schedstat: "${schedstat}".`);
  return ns;
};

/** Resident KiB from a `smaps_rollup`. Exact; the figure in `status` is put together from per-core counters and lags. */
export const residentKb = (smapsRollup: string): number => {
  const kb = RSS.exec(smapsRollup)?.[1];
  if (kb === undefined) throw new Error('smaps_rollup has no line "Rss".');
  return Number(kb);
};

/** CPU time of a process so far, all its threads, not its children. Its threads must outlive the measurement. */
export const processCpuNs = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`)
    .map((thread) => threadCpuNs(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')))
    .reduce((sum, ns) => sum + ns, 0);

/** Memory that a process holds now, in KiB. */
export const processResidentKb = (pid: number): number => residentKb(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
