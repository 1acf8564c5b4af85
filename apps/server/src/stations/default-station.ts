import type { Db } from '../platform/postgres/index.ts';
import { slugOf } from './station-slug.ts';
import { insertDefaultStation } from './station-store.ts';

/** Makes the default station, in the caller's transaction; does nothing when there is one. */
export const makeDefaultStation = (db: Db, { name, ownerId }: { name: string; ownerId: string }): Promise<void> =>
  insertDefaultStation(db, { slug: slugOf(name), name, ownerId });
