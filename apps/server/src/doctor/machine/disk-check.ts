import { open, rm, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DEFAULT_AUDIO_SETTINGS } from '../../audio/index.ts';
import type { Chance } from '../../platform/index.ts';
import { type Finding, failed, fine, warning } from '../doctor-check.ts';
import { codeOf, reasonOf } from '../way/probe-reason.ts';

/** One show at 128 kbps, which most are. */
const BYTES_PER_HOUR = 16_000 * 3_600;
const FEW_HOURS = 24;

interface DiskCheckOptions {
  readonly dataDir: string;
  readonly chance: Chance;
}

/** Can files be written where the server keeps its own, and how many hours of recordings are there room for? */
export const checkDisk = async ({ dataDir, chance }: DiskCheckOptions): Promise<Finding> => {
  const dir = resolve(dataDir);
  const recordings = join(dir, 'recordings');
  const problems = [await tryToWrite(dir, chance), await tryToWrite(recordings, chance)];
  const [ofDir, ofRecordings] = problems;
  if (codeOf(ofDir) === 'ENOENT')
    return warning(`DATA_DIR (${dir}) does not exist; the server makes it when it starts.`);
  if (ofDir) return notWritable(dir, ofDir);
  const hasRecordings = codeOf(ofRecordings) !== 'ENOENT';
  if (hasRecordings && ofRecordings) return notWritable(recordings, ofRecordings);
  return judgeSpace(await statfs(hasRecordings ? recordings : dir), hasRecordings ? recordings : dir);
};

interface Space {
  readonly bavail: number;
  readonly blocks: number;
  readonly bsize: number;
  readonly files: number;
  readonly ffree: number;
}

/** The recorder stops when less than its reserve is free. */
export const judgeSpace = ({ bavail, blocks, bsize, files, ffree }: Space, dir: string): Finding => {
  const { mostBytes, share } = DEFAULT_AUDIO_SETTINGS.diskReserve;
  const reserveBytes = Math.min(mostBytes, share * blocks * bsize);
  const freeBytes = bavail * bsize;
  const hours = Math.floor(Math.max(0, freeBytes - reserveBytes) / BYTES_PER_HOUR);
  const free = `${(freeBytes / 1_000_000_000).toFixed(1)} GB are free on the disk of ${dir}`;
  const advice = [`df -h ${dir}`, `du -xh --max-depth=2 ${dir} | sort -h | tail`].join('\n');
  // Some file systems count no inodes and say 0 of 0.
  if (files > 0 && ffree === 0)
    return failed(`The disk of ${dir} has no room for another file (inodes).`, `df -i ${dir}`);
  if (freeBytes <= reserveBytes) return failed(`Only ${free}: nothing is recorded any more.`, advice);
  const sentence = `${free}: room for ${hours} hours of recordings at 128 kbps`;
  return hours < FEW_HOURS ? warning(`${sentence}.`, advice) : fine(`${sentence}.`);
};

/** Null: it went well. */
const tryToWrite = async (dir: string, chance: Chance): Promise<unknown> => {
  const path = join(dir, `.doctor-${chance.shortId()}`);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile('The doctor was here.\n');
      await file.sync();
    } finally {
      await file.close();
      await rm(path);
    }
    return null;
  } catch (error) {
    return error;
  }
};

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'this account has no right to',
  EPERM: 'this account has no right to',
  EROFS: 'it is mounted for reading only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'it is no folder',
  EDQUOT: 'the quota is used up',
};

const notWritable = (dir: string, error: unknown): Finding => {
  const code = codeOf(error) ?? '';
  const isOfRights = code === 'EACCES' || code === 'EPERM';
  const reason = (Object.hasOwn(WHY, code) ? WHY[code] : undefined) ?? reasonOf(error);
  const account = process.getuid?.() ?? 'livestreamer';
  const advice = isOfRights
    ? `# look as the account that the server runs as; if that is ${account}\nchown -R ${account} ${dir}`
    : `df -h ${dir}`;
  return failed(`Nothing can be written to ${dir}: ${reason}.`, advice);
};
