import { mkdir, opendir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PICTURE_SIDES_PX } from '@livestreamer/contracts';
import type { WantedSquare } from '../../platform/images/index.ts';

type PictureSize = keyof typeof PICTURE_SIDES_PX | 'feed' | 'tag';

interface PictureKind extends WantedSquare {
  readonly ending: 'webp' | 'jpg';
}

/**
 * What is kept of each picture. `feed`: podcast directories take JPEG and PNG alone, from 1400 pixels on and best below half a megabyte
 * (https://podcasters.apple.com/support/896-artwork-requirements). `tag`: stands in front of every recording, so whoever plays it waits for it.
 */
export const PICTURE_KINDS: Readonly<Record<PictureSize, PictureKind>> = {
  small: { sidePx: PICTURE_SIDES_PX.small, as: 'webp', ending: 'webp' },
  large: { sidePx: PICTURE_SIDES_PX.large, as: 'webp', ending: 'webp' },
  feed: { sidePx: 1_400, as: { jpegOfMostBytes: 500_000 }, ending: 'jpg' },
  tag: { sidePx: 500, as: { jpegOfMostBytes: 60_000 }, ending: 'jpg' },
};

export const PICTURE_SIZES = Object.keys(PICTURE_KINDS) as readonly PictureSize[]; // its keys are just those

const nameOf = (id: string, size: PictureSize): string => `${id}-${size}.${PICTURE_KINDS[size].ending}`;

/** Where podcast programs find a picture. */
export const feedPicturePath = (id: string): string => `/pictures/${nameOf(id, 'feed')}`;

const MEDIA_TYPES = { webp: 'image/webp', jpg: 'image/jpeg' } as const;

/** The files of pictures, in a folder of their own. */
export interface PictureFiles {
  /** All of it is there, or nothing. */
  write(id: string, files: Readonly<Record<PictureSize, Uint8Array>>): Promise<void>;
  /** Null: there is no such file. `name` is what came in from outside. */
  find(name: string): Promise<{ path: string; bytes: number; mediaType: string } | null>;
  /** What is put into the tags of recordings. Null: it is gone. */
  readTagged(id: string): Promise<Buffer | null>;
  /** Nothing happens when they are gone already. */
  remove(id: string): Promise<void>;
  /** What has lain there since before `beforeMs`: the ids of pictures, in lots of this size. Halves of files go at once. */
  olderThan(beforeMs: number, lot: number): AsyncGenerator<string[]>;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NAMES = PICTURE_SIZES.map((size) => `${size}\\.${PICTURE_KINDS[size].ending}`).join('|');
const NAME = new RegExp(`^(${UUID})-(?:${NAMES})$`);
/** A file that is being written, or was when the server died. */
const HALF = '.part';

export const createPictureFiles = (dir: string): PictureFiles => {
  const pathOf = (id: string, size: PictureSize): string => join(dir, nameOf(id, size));

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
      const mediaType = MEDIA_TYPES[name.endsWith('jpg') ? 'jpg' : 'webp'];
      return found && { path, bytes: found.size, mediaType };
    },

    readTagged: (id) => readFile(pathOf(id, 'tag')).catch(nullIfMissing),

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
