import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { KEPT_FILES, KEPT_FOLDERS } from './backup-manifest.ts';
import type { BackupReading } from './backup-reading.ts';
import { STAGING_NAME } from './restore-target.ts';

/** The files of a backup on their way to their places. */
export interface RestoreFiles {
  /** Writes all of them beside their places, safe from a power cut. */
  stage(backup: BackupReading): Promise<void>;
  /** Moves them there. */
  place(): Promise<void>;
  /** Takes everything away again. */
  undo(): Promise<void>;
  /** The restore is over: nothing is left beside. */
  finish(): Promise<void>;
}

/** For a DATA_DIR that `assertEmptyFolder` found empty. */
export const createRestoreFiles = (dataDir: string): RestoreFiles => {
  const staging = join(dataDir, STAGING_NAME);
  const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true });
  const placed: string[] = [];

  return {
    stage: async ({ manifest, entry, content }) => {
      await remove(staging);
      await mkdir(staging, { recursive: true, mode: 0o700 });
      for (const path of manifest.files) {
        const target = join(staging, path);
        await mkdir(dirname(target), { recursive: true });
        const isSecret = KEPT_FILES.some((name) => name === path);
        await pipeline(
          content(path),
          createWriteStream(target, { flags: 'wx', flush: true, mode: isSecret ? 0o600 : 0o644 }),
        );
        const modifiedAtS = entry(path).modifiedAtMs / 1_000;
        await utimes(target, modifiedAtS, modifiedAtS);
      }
      await flushFolders([staging, ...KEPT_FOLDERS.map((folder) => join(staging, folder))]);
    },
    place: async () => {
      for (const name of await readdir(staging)) {
        await rename(join(staging, name), join(dataDir, name));
        placed.push(join(dataDir, name));
      }
      await flushFolders([dataDir]);
    },
    undo: async () => {
      for (const path of placed) await remove(path);
      await remove(staging);
    },
    finish: () => remove(staging),
  };
};

const flushFolders = async (folders: readonly string[]): Promise<void> => {
  // Windows cannot open a folder; its file systems order renames themselves.
  if (process.platform === 'win32') return;
  for (const folder of folders) {
    const handle = await open(folder, 'r').catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    await handle?.sync().finally(() => handle.close());
  }
};

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
