import type { Dirent, Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isKeptName, KEPT_FILES, KEPT_FOLDERS } from './backup-manifest.ts';

/** What lies in a server's DATA_DIR, as paths from there. */
export interface KeptFiles {
  readonly paths: readonly string[];
  /** What is not the server's, so no backup has it. */
  readonly others: readonly string[];
}

/** Not finished: what is written so gets another name when it is. */
const UNFINISHED = /\.(?:part|new)$/;
/** The embedded database, which is copied as a database; and what stands at the root of a disk of its own. */
const NOT_FILES = ['postgres', 'lost+found'];

/** Lists what a backup has of DATA_DIR. Throws a sentence when there is none. */
export const listKeptFiles = async (dataDir: string): Promise<KeptFiles> => {
  const paths: string[] = [];
  const others: string[] = [];
  const found = await entriesOf(dataDir);
  if (found === null)
    throw new Error(
      `There is no folder ${dataDir}. Set DATA_DIR as the server has it: recordings and pictures are there.`,
    );
  for (const entry of found) {
    const { name } = entry;
    if (KEPT_FILES.some((file) => file === name) && (await kindOf(entry)) === 'file') paths.push(name);
    else if (KEPT_FOLDERS.some((folder) => folder === name) && (await kindOf(entry)) === 'folder') {
      for (const file of (await entriesOf(join(dataDir, name))) ?? []) {
        const kind = await kindOf(file);
        if (kind === 'file' && UNFINISHED.test(file.name)) continue;
        if (kind === 'file' && isKeptName(file.name)) paths.push(`${name}/${file.name}`);
        else others.push(`${name}/${file.name}`);
      }
    } else if (!NOT_FILES.includes(name)) others.push(name);
  }
  return { paths: paths.sort(), others: others.sort() };
};

/** Null: there is no such folder. */
const entriesOf = async (dir: string): Promise<Dirent[] | null> => {
  try {
    return await readdir(dir, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/** Links lead to another disk, as people do it with recordings. One that leads nowhere throws: what it stands for is missing. */
const kindOf = async (entry: Dirent): Promise<'file' | 'folder' | 'other'> => {
  const met = entry.isSymbolicLink() ? await behindLink(join(entry.parentPath, entry.name)) : entry;
  if (met.isFile()) return 'file';
  return met.isDirectory() ? 'folder' : 'other';
};

const behindLink = async (path: string): Promise<Stats> => {
  try {
    return await stat(path);
  } catch (error) {
    throw new Error(`${path} is a link that leads nowhere. Is the disk there?`, { cause: error });
  }
};

export interface OpenKeptFile {
  /** As large as it was when it was opened. */
  readonly bytes: number;
  readonly modifiedAtMs: number;
  readonly content: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

const READ_BYTES = 256 * 1_024;

/** Opens one; null: it is gone. */
export const openKeptFile = async (path: string): Promise<OpenKeptFile | null> => {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (!file) return null;
  const { size, mtimeMs } = await file.stat();
  return {
    bytes: size,
    modifiedAtMs: mtimeMs,
    content: file.createReadStream({ autoClose: false, highWaterMark: READ_BYTES }),
    close: () => file.close(),
  };
};

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
