import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** For everything that is not a listener. */
const RESERVED = 512;

/** The hard limit of open files in a `/proc/<pid>/limits`. */
export const hardOpenFiles = (limits: string): number => {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1];
  return hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard);
};

/**
 * Sees to it that programs started from here may have that many connections: Node raises its soft limit to the hard
 * one and hands it on; the hard one only root may raise. Throws when neither is enough.
 */
export const allowConnections = (connections: number): void => {
  const needed = connections + RESERVED;
  const hard = hardOpenFiles(readFileSync('/proc/self/limits', 'utf8'));
  if (hard >= needed) return;
  try {
    execFileSync('prlimit', ['--pid', String(process.pid), `--nofile=${needed}:${needed}`], { stdio: 'ignore' });
  } catch {
    throw new Error(
      `${connections} listeners need ${needed} open files and the limit is ${hard}: raise it (ulimit -Hn), or ask for fewer with --listeners.`,
    );
  }
};
