import type { Logger } from '../logger.ts';
import { type MigrationFile, readMigrationFiles } from './migration-files.ts';
import {
  ensureMigrationTable,
  hasMigrationTable,
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

/** One step of the schema. */
export type MigrationStep = Pick<MigrationFile, 'number' | 'name'>;

/** Where a database stands. */
export interface MigrationState {
  /** The number of the last one that landed; 0: none has. */
  readonly at: number;
  /** What is still to land, in this order. */
  readonly pending: readonly MigrationStep[];
}

/**
 * Brings the schema up to the files of `dir`, forward only, each file in a transaction of its own, and returns those that
 * landed now. Servers that start at the same time wait for one another. A database that is ahead of the files is left as it is.
 * Throws when a landed file was changed, or when a migration since demands a newer program.
 */
export const migrate = async ({ sql, dir, log }: MigrateOptions): Promise<readonly MigrationStep[]> => {
  const files = await readMigrationFiles(dir);
  const landed: MigrationStep[] = [];
  for (;;) {
    const next = await sql.begin((tx) => landNext(tx, files));
    if (!next) return landed;
    log.info({ migration: next.number }, `The database was brought to ${next.number} (${next.name}).`);
    landed.push(next);
  }
};

/** The same in the caller's transaction, up to a number or to the end. Other servers wait until that ends. */
export const migrateWithin = async (
  tx: Db,
  { dir, upTo = Number.POSITIVE_INFINITY }: { dir: string; upTo?: number },
): Promise<void> => {
  const files = (await readMigrationFiles(dir)).slice(0, upTo);
  while (await landNext(tx, files));
};

/** Where the database stands beside the files of `dir`; changes nothing. Throws as {@link migrate} does. */
export const migrationState = async (db: Db, dir: string): Promise<MigrationState> => {
  const files = await readMigrationFiles(dir);
  const landed = (await hasMigrationTable(db)) ? await landedMigrations(db) : [];
  compare(landed, files);
  return { at: landed.length, pending: files.slice(landed.length) };
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
  const oldestProgram = Math.max(0, ...landed.map((migration) => migration.oldestProgram));
  if (oldestProgram > files.length)
    throw new Error(
      `The database has migrations that only programs with ${oldestProgram} of them or more can live with; this one knows ${files.length}: it is too old.`,
    );
  for (const { number, checksum } of landed) {
    const file = files[number - 1];
    // The database is ahead, and nothing is missing that this program needs: somebody went back to the version before.
    if (!file) return;
    if (file.checksum !== checksum)
      throw new Error(
        `Migration ${number} (${file.name}) was changed after it had landed. Restore it and add a new one.`,
      );
  }
};
