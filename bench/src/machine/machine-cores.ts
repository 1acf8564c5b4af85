import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One core for the server alone; source, listeners and this program have the others. */
export interface CorePlan {
  readonly server: number;
  readonly load: readonly number[];
}

/** The cores in a kernel's list such as `0-2,5`. */
export const coresIn = (list: string): number[] =>
  list
    .trim()
    .split(',')
    .flatMap((range) => {
      const [first = Number.NaN, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });

/** Shares the cores that this process may use. Throws when there is only one. */
export const planCores = (): CorePlan => {
  const allowed = /^Cpus_allowed_list:\s*(.+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  const cores = coresIn(allowed);
  const server = cores.at(-1);
  if (server === undefined || cores.length < 2) {
    throw new Error('The bench needs two cores: one for the server, one for the source and the listeners.');
  }
  return { server, load: cores.slice(0, -1) };
};

/** Keeps this process, all its threads, off the server's core. */
export const moveToLoadCores = ({ load }: CorePlan): void => {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', load.join(','), String(process.pid)], {
    stdio: 'ignore',
  });
};
