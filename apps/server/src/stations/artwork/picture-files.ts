import { mkdir, opendir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PICTURE_SIDES_PX } from '@livestreamer/contracts';

type Size = keyof typeof PICTURE_SIDES_PX;
export const PICTURE_SIZES: readonly Size[] = ['small', 'large'];

/** The files of pictures, in a folder of their own. */
export interface PictureFiles {
  /** All of it is there, or nothing. */
  write(id: string, files: Readonly<Record<Size, Uint8Array>>): Promise<void>;
  /** Null: there is no such file. `name` is what came in from outside. */
  find(name: string): Promise<{ path: string; bytes: number } | null>;
  /** Nothing happens when they are gone already. */
  remove(id: string): Promise<void>;
  /** What has lain there since before `beforeMs`: the ids of pictures, in lots of this size. Halves of files go at once. */
  olderThan(beforeMs: number, lot: number): AsyncGenerator<string[]>;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NAME = new RegExp(`^(${UUID})-(?:${PICTURE_SIZES.join('|')})\\.webp$`);
/** A file that is being written, or was when the server died. */
const HALF = '.part';

export const createPictureFiles = (dir: string): PictureFiles => {
  const pathOf = (id: string, size: Size): string => join(dir, `${id}-${size}.webp`);

  return {
    write: async (id, files) => {
      await mkdir(dir, { recursive: true });
      for (const size of PICTURE_SIZES) {
        const path = pathOf(id, size);
        await writeFile(path + HALF, files[size]);
        await rename(path + HALF, path);
      }
    },

    find: async (name) => {
      if (!NAME.test(name)) return null;
      const path = join(dir, name);
      const found = await stat(path).catch(nullIfMissing);
      return found && { path, bytes: found.size };
    },

    remove: async (id) => {
      for (const size of PICTURE_SIZES) await rm(pathOf(id, size), { force: true });
    },

    olderThan: async function* (beforeMs, lot) {
      const entries = await opendir(dir).catch(nullIfMissing);
      if (!entries) return;
      let ids = new Set<string>();
      for await (const { name } of entries) {
        const path = join(dir, name);
        const found = await stat(path).catch(nullIfMissing);
        if (!found || found.mtimeMs >= beforeMs) continue;
        if (name.endsWith(HALF)) await rm(path, { force: true });
        const [, id] = NAME.exec(name) ?? [];
        if (id !== undefined) ids.add(id);
        if (ids.size < lot) continue;
        yield [...ids];
        ids = new Set();
      }
      yield [...ids];
    },
  };
};

const nullIfMissing = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
};
