import { join } from 'node:path';
import type { Clock } from '@livestreamer/clock';
import { type Artwork, artworkOf } from '@livestreamer/contracts';
import type { Images } from '../../platform/images/index.ts';
import type { Chance, Logger } from '../../platform/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { createPictureFiles, PICTURE_KINDS, PICTURE_SIZES, type PictureFiles } from './picture-files.ts';
import {
  changePicture,
  deleteUnusedPicture,
  deleteUnusedPictures,
  insertPicture,
  knownPictures,
  type PictureHolder,
} from './picture-store.ts';

/** The pictures of stations and shows: made anew of what was sent, kept while something shows them. */
export interface Pictures {
  /** `also` belongs to the same transaction. Throws `picture_unreadable`. */
  put(holder: PictureHolder, file: Uint8Array, also: (tx: Db) => Promise<void>): Promise<Artwork>;
  takeAway(holder: PictureHolder, also: (tx: Db) => Promise<void>): Promise<void>;
  find: PictureFiles['find'];
  readTagged: PictureFiles['readTagged'];
  /** Deletes what nothing shows any more, and what a server left that died. Any number of servers may do it at once. */
  sweep(): Promise<void>;
}

export interface PicturesOptions {
  readonly sql: Sql;
  readonly images: Images;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** Younger ones may be on their way: written, and not in the database yet. */
const SETTLED_MS = 3_600_000;
const LOT = 500;

export const createPictures = ({ sql, images, dataDir, clock, chance, log }: PicturesOptions): Pictures => {
  const files = createPictureFiles(join(dataDir, 'pictures'));

  /** It was shown until now. What does not succeed is left to the sweep. */
  const forget = async (id: string | null): Promise<void> => {
    if (id === null) return;
    try {
      if (await deleteUnusedPicture(sql, id)) await files.remove(id);
    } catch (err) {
      log.warn({ picture: id, err }, 'An old picture could not be deleted; another attempt follows.');
    }
  };

  const make = async (file: Uint8Array): Promise<string> => {
    const id = chance.uuid();
    const [small, large, feed, tag] = await images.squares(
      file,
      PICTURE_SIZES.map((size) => PICTURE_KINDS[size]),
    );
    if (!small || !large || !feed || !tag) throw new Error('A picture was made in fewer sizes than were asked for.');
    await files.write(id, { small, large, feed, tag });
    return id;
  };

  return {
    put: async (holder, file, also) => {
      const id = await make(file);
      const before = await sql.begin(async (tx) => {
        await insertPicture(tx, { id, createdAt: new Date(clock.now()) });
        await also(tx);
        return changePicture(tx, { holder, pictureId: id });
      });
      await forget(before);
      return artworkOf(id);
    },

    takeAway: async (holder, also) => {
      const before = await sql.begin(async (tx) => {
        await also(tx);
        return changePicture(tx, { holder, pictureId: null });
      });
      await forget(before);
    },

    find: files.find,
    readTagged: files.readTagged,

    sweep: async () => {
      const beforeMs = clock.now() - SETTLED_MS;
      for (;;) {
        const unused = await deleteUnusedPictures(sql, { before: new Date(beforeMs), limit: LOT });
        for (const id of unused) await files.remove(id);
        if (unused.length < LOT) break;
      }
      for await (const ids of files.olderThan(beforeMs, LOT)) {
        const known = await knownPictures(sql, ids);
        for (const id of ids) if (!known.has(id)) await files.remove(id);
      }
    },
  };
};
