import { readdirSync, readFileSync } from 'node:fs';

/** The process that runs this file and was started by this one, as the system shows it (Linux); null: there is none. */
export const childPidOf = (file: string): number | null => {
  for (const entry of readdirSync('/proc')) {
    try {
      if (!readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(file)) continue;
      const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1];
      if (Number(parent) === process.pid) return Number(entry);
    } catch {} // no process, or gone meanwhile
  }
  return null;
};
