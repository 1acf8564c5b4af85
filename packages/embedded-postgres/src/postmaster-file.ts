import { execFile } from 'node:child_process';
import { readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { failedWith, unlessMissing } from './file-errors.ts';
import { waitUntil } from './wait-until.ts';

/** The running server process of a cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/**
 * The postmaster that runs on `pgdata`, or null. Its `postmaster.pid` outlives a crash, and the number in it may by now be another
 * program's, so the process itself is looked at.
 */
export const findPostmaster = async (pgdata: string): Promise<Postmaster | null> => {
  const written = postmasterIn((await readPidFile(pgdata)) ?? '');
  return written && (await isPostmasterOf(written.pid, pgdata)) ? written : null;
};

/**
 * Removes a `postmaster.pid` that would keep PostgreSQL from starting: one whose number is now another program's, or one without a number. One
 * whose process is gone PostgreSQL replaces itself, so that of two who start at once neither takes the other's.
 */
export const removeStalePidFile = async (pgdata: string): Promise<void> => {
  // PostgreSQL makes the file and fills it a moment later. One that stays empty is what a full disk or a power cut left.
  await waitUntil({ withinMs: EMPTY_FOR_MS }, async () => ((await readPidFile(pgdata)) === '' ? undefined : true));
  const text = await readPidFile(pgdata);
  if (text === null) return;
  const pid = Number(text.split('\n', 1)[0]);
  const isInTheWay = pid > 0 ? isAlive(pid) && !(await isPostmasterOf(pid, pgdata)) : true;
  if (isInTheWay) await removeWhile(join(pgdata, 'postmaster.pid'), text);
};

const EMPTY_FOR_MS = 1_000;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !failedWith(error, 'ESRCH');
  }
};

/** Removes a file that has this text; another one that took its place is put back. */
const removeWhile = async (path: string, text: string): Promise<void> => {
  const aside = `${path}.${process.pid}`;
  await unlessMissing(rename(path, aside));
  if ((await unlessMissing(readFile(aside, 'utf8'))) !== text) await unlessMissing(rename(aside, path));
  else await unlessMissing(unlink(aside));
};

/**
 * A setting (`cluster_name`) that marks the postmaster of this folder on its command line. The command line can be read where a
 * process's folder cannot: of another user's process without CAP_SYS_PTRACE, as root has it in a container (proc(5)).
 */
export const markOf = async (pgdata: string): Promise<string> => {
  const { dev, ino } = await stat(pgdata);
  return `cluster_name=livestreamer-${dev}-${ino}`;
};

/** Whether this process is alive and the postmaster that we started on `pgdata`. */
export const isPostmasterOf = async (pid: number, pgdata: string): Promise<boolean> => {
  const mark = await unlessMissing(markOf(pgdata));
  return mark !== null && (await commandLineOf(pid)).includes(mark);
};

const commandLineOf = async (pid: number): Promise<string> => {
  if (process.platform === 'linux') return (await unlessMissing(readFile(`/proc/${pid}/cmdline`, 'utf8'))) ?? '';
  const [program, ...args] =
    process.platform === 'win32'
      ? [
          'powershell',
          '-NoProfile',
          '-Command',
          `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`,
        ]
      : ['ps', '-ww', '-o', 'args=', '-p', String(pid)];
  return (await promisify(execFile)(program, args).catch(() => ({ stdout: '' }))).stdout;
};

const readPidFile = (pgdata: string): Promise<string | null> =>
  unlessMissing(readFile(join(pgdata, 'postmaster.pid'), 'utf8'));

/** Lines of the file (PostgreSQL's src/include/utils/pidfile.h): pid, folder, start time, port, socket folder, address, memory key, status. */
const postmasterIn = (text: string): Postmaster | null => {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : null;
};
