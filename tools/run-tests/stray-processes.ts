import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Set for everything that a test run starts, so that it is known again whoever its parent is by now. */
export const RUN_MARK = 'LIVESTREAMER_TEST_RUN';

export interface StrayProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
}

/** SIGTERM lets PostgreSQL wait for its clients, SIGINT does not. */
const REQUESTS = [
  { signal: 'SIGTERM', withinMs: 1_000 },
  { signal: 'SIGINT', withinMs: 3_000 },
] as const;

/**
 * The processes that a test run left behind: those that carry its mark, and those that work in its folder (PostgreSQL gets
 * no environment of ours). Linux only, where /proc tells; elsewhere none are found.
 */
export const strayProcesses = ({ mark, folder }: { mark: string; folder: string }): StrayProcess[] => {
  if (process.platform !== 'linux') return [];
  return (
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((pid) => environmentOf(pid).includes(`${RUN_MARK}=${mark}`) || isUnder(folder, workFolderOf(pid)))
      .map((pid) => ({
        pid: Number(pid),
        parentPid: parentOf(pid),
        command: textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim(),
      }))
      // A process that ended and that nobody waited for has no command line.
      .filter(({ command }) => command !== '')
  );
};

/** Those that none of the others started. */
export const heads = (found: readonly StrayProcess[]): StrayProcess[] =>
  found.filter(({ parentPid }) => !found.some(({ pid }) => pid === parentPid));

/** Ends them, by their ids: the heads are asked, to end what they started; those that do not go are killed. */
export const endProcesses = async (find: () => StrayProcess[]): Promise<void> => {
  for (const { signal, withinMs } of REQUESTS) {
    for (const { pid } of heads(find())) send(pid, signal);
    const endMs = performance.now() + withinMs;
    while (find().length > 0 && performance.now() < endMs) await sleep(50);
  }
  for (const { pid } of find()) send(pid, 'SIGKILL');
};

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
};

/** `pid (name) state parent …`; the name may hold anything (proc(5)). */
const parentOf = (pid: string): number => Number(textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]);

const environmentOf = (pid: string): string[] => textOf(`/proc/${pid}/environ`).split('\0');

const isUnder = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);

const workFolderOf = (pid: string): string => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
};

/** Empty for what is gone, or somebody else's. */
const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
