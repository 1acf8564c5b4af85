import { readdir, stat } from 'node:fs/promises';

/** What this process uses of its machine. */
export interface ProcessFigures {
  /** Of all threads, since it started. */
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
}

export const readProcessFigures = (): ProcessFigures => {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuSeconds: (user + system) / 1e6, residentBytes: rss, heapBytes: heapUsed };
};

/** Where Linux lists the open files of this process. */
const OWN_FILES = '/proc/self/fd';

/** Open files and sockets; fails where nobody tells (macOS). Linux from 6.2 on gives the number as the size of the folder; before, it has to be read. */
export const countOpenFiles = async (): Promise<number> => {
  const { size } = await stat(OWN_FILES);
  return size > 0 ? size : (await readdir(OWN_FILES)).length;
};
