import type { Clock } from '@livestreamer/clock';
import type { Logger } from '../platform/index.ts';
import { dropJobs, jobsSchema, migrateJobs, putBackJobs } from '../platform/jobs/index.ts';
import {
  connectPostgres,
  type Db,
  isPostgresUnreachable,
  lockMigrations,
  migrateWithin,
  readMigrationFiles,
  type Sql,
} from '../platform/postgres/index.ts';
import type { BackupManifest, BackupPieces } from './backup-manifest.ts';
import type { BackupReading } from './backup-reading.ts';
import { verifyReading, withBackup } from './backup-verifying.ts';
import {
  addForeignKey,
  analyse,
  countRows,
  dropForeignKeys,
  emptyTables,
  loadTable,
  setSequence,
  setTriggers,
} from './database-load-store.ts';
import { speakPlainly, type TableShape, tableShapes } from './database-snapshot-store.ts';
import { createRestoreFiles } from './restore-files.ts';
import { assertEmptyDatabase, assertEmptyFolder, STAGING_NAME } from './restore-target.ts';

export interface RestoreOptions {
  /** The backup. */
  readonly path: string;
  readonly dataDir: string;
  readonly migrationsDir: string;
  /** Opens the database; asked only when the backup is good and DATA_DIR is empty. */
  readonly openDatabase: () => Promise<{ readonly url: string }>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Tells whoever waits what is done now. */
  readonly announce: (sentence: string) => void;
  /** Ends the restore with its reason; everything is undone then. */
  readonly signal?: AbortSignal;
}

/** What was restored. */
export interface RestoreReport {
  readonly manifest: BackupManifest;
  /** The migration that the database is at now. */
  readonly migration: number;
  /** Tables of the backup that are not ours. */
  readonly leftOut: readonly string[];
}

/**
 * Restores a backup onto an empty DATA_DIR and an empty database, or changes nothing:
 *
 * 1. The backup is read to its end: format, versions, every checksum. DATA_DIR and database are looked at.
 * 2. The files are written beside their places.
 * 3. In one transaction: the schema at the backup's migration, its rows, what was left out for speed (foreign keys), and the migrations since.
 * 4. The files are moved to their places, and the transaction is committed. If that fails, they are taken away again.
 */
export const restoreBackup = (options: RestoreOptions): Promise<RestoreReport> =>
  withBackup({ path: options.path, signal: options.signal }, async (backup) => {
    const { dataDir, migrationsDir, openDatabase, clock, log, announce } = options;
    await assertKnownMigrations(backup.manifest, migrationsDir);
    announce('Reading the backup and its checksums.');
    await verifyReading(backup);
    await assertEmptyFolder(dataDir);
    const { url } = await openDatabase();
    const sql = await connectPostgres({ url, clock, poolSize: 1, answerWithinMs: null });
    const files = createRestoreFiles(dataDir);
    let isPlaced = false;
    try {
      await assertEmptyDatabase(sql);
      const hadQueue = (await jobsSchema(sql)) === 'empty';
      try {
        announce('Writing the files.');
        await files.stage(backup);
        await migrateJobs({ url, log });
        announce('Filling the database.');
        const loaded = await sql.begin(async (tx) => {
          const done = await loadDatabase(tx, { backup, migrationsDir });
          await files.place();
          isPlaced = true;
          return done;
        });
        await files.finish().catch(() => announce(LEFT_BESIDE));
        return { manifest: backup.manifest, ...loaded };
      } catch (error) {
        if (isPlaced && isPostgresUnreachable(error)) throw new Error(UNCLEAR, { cause: error });
        await files.undo();
        if (!hadQueue) await undoJobs(sql);
        throw error;
      }
    } finally {
      await sql.end({ timeout: 0 });
    }
  });

const LEFT_BESIDE = `${STAGING_NAME} could not be removed from DATA_DIR. It is empty, and nobody needs it.`;

const UNCLEAR =
  'PostgreSQL was lost while it committed. If there are accounts in it now, everything is restored. If it is empty, move recordings, pictures and session-secret out of DATA_DIR, and begin anew.';

/** Unless somebody else has begun to work on the database, who needs them. An empty queue that stays is in nobody's way. */
const undoJobs = async (sql: Sql): Promise<void> => {
  const isEmpty = await assertEmptyDatabase(sql).then(
    () => true,
    () => false,
  );
  if (isEmpty) await dropJobs(sql).catch(() => undefined);
};

/** A backup of a newer program is refused: this one does not know what stands in it. */
const assertKnownMigrations = async (
  { migrations, migration, programVersion }: BackupManifest,
  migrationsDir: string,
): Promise<void> => {
  const files = await readMigrationFiles(migrationsDir);
  if (migration > files.length)
    throw new Error(
      `The database of the backup was at migration ${migration}, by a newer LiveStreamer than this one, which knows ${files.length}. Restore it with the version that brought it there, or a later one; it was made by ${programVersion}.`,
    );
  for (const { number, name, checksum } of migrations) {
    const file = files[number - 1];
    if (file?.checksum !== checksum)
      throw new Error(
        `The backup was made by a LiveStreamer that had another migration ${number} (${name}) than this one: it is not of this program.`,
      );
  }
};

interface Loading {
  readonly backup: BackupReading;
  readonly migrationsDir: string;
}

const loadDatabase = async (
  tx: Db,
  { backup, migrationsDir }: Loading,
): Promise<Pick<RestoreReport, 'migration' | 'leftOut'>> => {
  const { manifest } = backup;
  await lockMigrations(tx);
  // Somebody may have been faster since it was looked at.
  await assertEmptyDatabase(tx);
  await migrateWithin(tx, { dir: migrationsDir, upTo: manifest.migration });
  await speakPlainly(tx);

  const shapes = await tableShapes(tx);
  const tables = new Map(manifest.tables.map((table) => [table.name, table]));
  const names = shapes.map(({ name }) => name);
  const foreignKeys = await dropForeignKeys(tx);
  await emptyTables(tx, names);
  for (const shape of shapes) {
    const table = tables.get(shape.name);
    if (!table) throw new Error(`The backup has no table ${shape.name}.`);
    await setTriggers(tx, shape.name, 'off');
    await loadRows(tx, { backup, shape, table });
    await setTriggers(tx, shape.name, 'on');
  }
  for (const key of foreignKeys) await addForeignKey(tx, key);
  for (const sequence of manifest.sequences) await setSequence(tx, sequence);
  await putBackJobs(tx, linesOf(backup, manifest.jobs.pieces));
  await migrateWithin(tx, { dir: migrationsDir });
  await analyse(
    tx,
    (await tableShapes(tx)).map(({ name }) => name),
  );
  const migration = (await readMigrationFiles(migrationsDir)).length;
  return { migration, leftOut: [...tables.keys()].filter((name) => !names.includes(name)) };
};

interface LoadingRows {
  readonly backup: BackupReading;
  readonly shape: TableShape;
  readonly table: BackupPieces;
}

const loadRows = async (tx: Db, { backup, shape: { name, columns }, table }: LoadingRows): Promise<void> => {
  const inBackup = new Set(table.columns);
  if (inBackup.size !== columns.length || !columns.every((column) => inBackup.has(column)))
    throw new Error(
      `The table ${name} has the columns ${table.columns.join(', ')} in the backup, and should have ${columns.join(', ')}.`,
    );
  await loadTable(tx, { name, columns: table.columns }, linesOf(backup, table.pieces));
  const rows = await countRows(tx, name);
  if (rows !== table.rows) throw new Error(`The table ${name} should have ${table.rows} rows, and has ${rows}.`);
};

/** One piece after the other; each ends with a row. */
const linesOf = async function* ({ content }: BackupReading, pieces: readonly string[]): AsyncGenerator<Buffer> {
  for (const name of pieces) yield* content(name);
};
