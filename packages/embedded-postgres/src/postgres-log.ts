import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { unlessMissing } from './file-errors.ts';

/** At a start no more than this is kept of what earlier starts wrote. */
const KEPT_BYTES = 1024 * 1024;

/** Cuts the log to its last part, and gives its size: what a start writes comes after that. */
export const trimLog = async (path: string): Promise<number> => {
  const size = (await unlessMissing(stat(path)))?.size ?? 0;
  if (size <= KEPT_BYTES) return size;
  const tail = new Uint8Array(KEPT_BYTES);
  const file = await open(path, 'r');
  try {
    await file.read(tail, 0, KEPT_BYTES, size - KEPT_BYTES);
  } finally {
    await file.close();
  }
  await writeFile(path, tail, { mode: 0o600 });
  return KEPT_BYTES;
};

/** What was written to the log after its first `from` bytes. */
export const logSince = async (path: string, from: number): Promise<string> =>
  ((await unlessMissing(readFile(path))) ?? Buffer.alloc(0)).subarray(from).toString('utf8');

/** Why a start ended, as far as its messages tell: another start may do better after `port-taken`, `running` and `old-backends`. */
export type StartFailure = 'port-taken' | 'running' | 'old-backends' | { sentence: string };

/** Reads PostgreSQL's messages (English: it runs with LC_ALL=C). `place` is the folder that it was to use. */
export const failureIn = (messages: string, place: string): StartFailure => {
  if (/could not bind .*Address already in use/.test(messages)) return 'port-taken';
  if (/lock file "postmaster\.pid" (already exists|is empty)/.test(messages)) return 'running';
  if (/pre-existing shared memory block/.test(messages)) return 'old-backends';
  const reason = reasonIn(messages);
  if (/No space left on device|Disk quota exceeded|Check free disk space/.test(messages)) {
    return {
      sentence: `The disk is full, so the database in ${place} cannot be used (${reason}). Free some space and start again.`,
    };
  }
  return { sentence: `PostgreSQL cannot use ${place}: ${reason}` };
};

/** The first complaint: what follows it is mostly its consequence. */
const reasonIn = (messages: string): string => {
  const lines = messages.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.find((line) => COMPLAINT.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  return telling.replace(COMPLAINT, '').replaceAll('/proc/self/cwd/', '').trim();
};

const COMPLAINT = /^.*?\b(PANIC|FATAL|ERROR|error):\s*/;
