import type { Logger } from '../logger.ts';
import { type MigrationFile, readMigrationFiles } from './migration-files.ts';
import {
  ensureMigrationTable,
  type LandedMigration,
  landedMigrations,
  lockMigrations,
  recordMigration,
  runStatements,
} from './migration-store.ts';
import type { Sql } from './postgres-connection.ts';
import type { Db } from './postgres-store.ts';

interface MigrateOptions {
  readonly sql: Sql;
  /** The folder of `NNNN-name.sql` files. */
  readonly dir: string;
  readonly log: Logger;
}

/**
 * Brings the schema up to the files of `dir`, forward only, each file in a transaction of its own. Servers that start
 * at the same time wait for one another. Throws when a landed file was changed, or when the database is ahead of
 * the files: then this program is too old for it.
 */
export const migrate = async ({ sql, dir, log }: MigrateOptions): Promise<void> => {
  const files = await readMigrationFiles(dir);
  for (;;) {
    const next = await sql.begin((tx) => landNext(tx, files));
    if (!next) return;
    log.info({ migration: next.number }, `The database was brought to ${next.number} (${next.name}).`);
  }
};

/** Lands the first file that is missing, and returns it; null when there is none. */
const landNext = async (tx: Db, files: readonly MigrationFile[]): Promise<MigrationFile | null> => {
  await lockMigrations(tx);
  await ensureMigrationTable(tx);
  const landed = await landedMigrations(tx);
  compare(landed, files);
  const next = files[landed.length];
  if (!next) return null;
  await runStatements(tx, next.statements);
  await recordMigration(tx, next);
  return next;
};

const compare = (landed: readonly LandedMigration[], files: readonly MigrationFile[]): void => {
  for (const { number, name, checksum } of landed) {
    const file = files[number - 1];
    if (!file)
      throw new Error(
        `The database has migration ${number} (${name}), which this program does not know: it is too old.`,
      );
    if (file.checksum !== checksum)
      throw new Error(
        `Migration ${number} (${file.name}) was changed after it had landed. Restore it and add a new one.`,
      );
  }
};
