import { readdir } from 'node:fs/promises';
import { jobsSchema } from '../platform/jobs/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { foundTables } from './database-load-store.ts';

/** Files are put here first, and moved to their places when all of them and the database are there. */
export const STAGING_NAME = 'restore-in-progress';

/** The embedded database is looked at as a database. What stands at the root of a disk of its own is nobody's. */
const NOT_IN_THE_WAY = ['postgres', 'lost+found', STAGING_NAME];
const MOST_NAMED = 8;

/** Throws a sentence that says what is in DATA_DIR. Copies that an earlier restore, cut off, left beside their places do not count. */
export const assertEmptyFolder = async (dataDir: string): Promise<void> => {
  const names = await readdir(dataDir).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const found = names.filter((name) => !NOT_IN_THE_WAY.includes(name));
  if (found.length > 0)
    throw new Error(
      `${dataDir} is not empty: it has ${named(found)}. A backup is restored onto an empty DATA_DIR: set another one, or move what is there away.`,
    );
};

export const assertEmptyDatabase = async (db: Db): Promise<void> => {
  const tables = await foundTables(db);
  if (tables.length > 0)
    throw new Error(
      `The database is not empty: it has ${tables.length} tables (${named(tables)}). A backup is restored onto an empty one: make it, and set DATABASE_URL, or with the embedded database DATA_DIR.`,
    );
  if ((await jobsSchema(db)) === 'used')
    throw new Error(
      'The database is not empty: there are jobs in graphile_worker. A backup is restored onto an empty one.',
    );
};

const named = (names: readonly string[]): string =>
  names.length > MOST_NAMED
    ? `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
    : names.join(', ');
