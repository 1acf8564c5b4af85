import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '@livestreamer/clock';
import { copyPendingJobs, jobsSchema, PENDING_JOB_COLUMNS } from '../platform/jobs/index.ts';
import { connectPostgres, type Db, hasMigrationTable, landedMigrations } from '../platform/postgres/index.ts';
import {
  BACKUP_FORMAT,
  BACKUP_FORMAT_VERSION,
  type BackupHead,
  type BackupManifest,
  type BackupPieces,
  HEAD_NAME,
  isOwnIdentifier,
  MANIFEST_NAME,
  MANIFEST_SUM_NAME,
  manifestSchema,
} from './backup-manifest.ts';
import { copyTable, holdSnapshot, postgresVersion, sequenceStates, tableShapes } from './database-snapshot-store.ts';
import { listKeptFiles, openKeptFile } from './kept-files.ts';
import { rowPieces } from './row-pieces.ts';
import { secretFingerprint } from './secret-fingerprint.ts';
import { createTarWriting, type TarWriting, type WriteBytes } from './tar-writing.ts';

export interface BackupOptions {
  /** Where PostgreSQL is. */
  readonly url: string;
  readonly dataDir: string;
  /** What letters and second factors are sealed with; null: there is none yet. */
  readonly sessionSecret: string | null;
  readonly programVersion: string;
  readonly clock: Clock;
  readonly write: WriteBytes;
}

/** What a backup has, and what it has not. */
export interface BackupReport {
  readonly manifest: BackupManifest;
  readonly bytes: number;
  /** Files in DATA_DIR that are not the server's. */
  readonly leftOut: readonly string[];
}

/**
 * Writes a backup of a server that may be running. The order is what makes it whole:
 *
 * 1. The files are listed, to know later which were deleted meanwhile.
 * 2. The database is copied as it is at one moment, all tables in one snapshot.
 * 3. Then the files. A row is stored after its files, so the files that the copy of the database names are there, but for those that
 *    somebody deleted since 1. Files that are written to are cut at the size that they have when it is their turn: as after a power cut.
 *
 * In memory there is one piece of a table, or of a file, and a line for each file.
 */
export const writeBackup = async (options: BackupOptions): Promise<BackupReport> => {
  const { dataDir, sessionSecret, clock, write } = options;
  const madeAtMs = clock.now();
  const tar = createTarWriting({ write, madeAtMs });
  const before = await listKeptFiles(dataDir);

  const { foreign, ...database } = await copyDatabase(options, { tar, madeAtMs });
  const after = await listKeptFiles(dataDir);
  const files: string[] = [];
  const deletedMeanwhile: string[] = [];
  for (const path of [...new Set([...before.paths, ...after.paths])].sort()) {
    const added = await addFile(tar, { dataDir, path });
    (added ? files : deletedMeanwhile).push(path);
  }

  const manifest: BackupManifest = {
    ...database,
    secretFingerprint: sessionSecret === null ? null : secretFingerprint(sessionSecret),
    files,
    deletedMeanwhile,
    entries: [...tar.entries],
  };
  // A backup that nobody could read fails here, and not on the day it is needed.
  manifestSchema.parse(manifest);
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  await tar.addText(MANIFEST_NAME, text);
  const sum = createHash('sha256').update(text).digest('hex');
  await tar.addText(MANIFEST_SUM_NAME, `${sum}  ${MANIFEST_NAME}\n`);
  await tar.end();
  return { manifest, bytes: tar.bytes(), leftOut: [...after.others, ...foreign] };
};

interface DatabasePart
  extends BackupHead,
    Pick<BackupManifest, 'postgresVersion' | 'migrations' | 'tables' | 'jobs' | 'sequences'> {
  /** What is somebody else's. */
  readonly foreign: readonly string[];
}

interface Writing {
  readonly tar: TarWriting;
  readonly madeAtMs: number;
}

const copyDatabase = async (
  { url, clock, programVersion }: BackupOptions,
  { tar, madeAtMs }: Writing,
): Promise<DatabasePart> => {
  const sql = await connectPostgres({ url, clock, poolSize: 1, answerWithinMs: null });
  const copy = async (db: Db): Promise<DatabasePart> => {
    await holdSnapshot(db);
    const migrations = (await hasMigrationTable(db)) ? await landedMigrations(db) : [];
    if (migrations.length === 0) throw new Error('The database is empty: there is nothing to back up.');
    const head: BackupHead = {
      format: BACKUP_FORMAT,
      formatVersion: BACKUP_FORMAT_VERSION,
      programVersion,
      madeAt: new Date(madeAtMs).toISOString(),
      migration: migrations.length,
    };
    await tar.addText(HEAD_NAME, `${JSON.stringify(head, null, 1)}\n`);

    const tables: BackupManifest['tables'] = [];
    const foreign: string[] = [];
    for (const { name, columns } of await tableShapes(db)) {
      if (columns.length === 0 || ![name, ...columns].every(isOwnIdentifier)) {
        foreign.push(`the table "${name}"`);
        continue;
      }
      const lines = copyTable(db, { name, columns });
      tables.push({ name, ...(await addRows(tar, { folder: `database/${name}`, columns, lines, madeAtMs })) });
    }
    const lines = (await jobsSchema(db)) === 'missing' ? none() : copyPendingJobs(db);
    const jobs = await addRows(tar, { folder: 'jobs', columns: PENDING_JOB_COLUMNS, lines, madeAtMs });
    const landed = migrations.map(({ number, name, checksum }) => ({ number, name, checksum }));
    return {
      ...head,
      postgresVersion: await postgresVersion(db),
      migrations: landed,
      tables,
      jobs,
      sequences: (await sequenceStates(db)).filter(({ name }) => isOwnIdentifier(name)),
      foreign,
    };
  };

  try {
    // A failure in the middle of a table leaves its rest unread: then nothing more can be said to PostgreSQL, not even that it is over.
    return await new Promise<DatabasePart>((resolve, reject) => {
      const work = (db: Db): Promise<DatabasePart> =>
        copy(db).catch((error: unknown) => {
          reject(error);
          throw error;
        });
      sql.begin(work).then(resolve, reject);
    });
  } finally {
    await sql.end({ timeout: 0 });
  }
};

const none = async function* (): AsyncGenerator<Uint8Array> {};

interface Rows {
  readonly folder: string;
  readonly columns: readonly string[];
  readonly lines: AsyncIterable<Uint8Array>;
  readonly madeAtMs: number;
}

const addRows = async (tar: TarWriting, { folder, columns, lines, madeAtMs }: Rows): Promise<BackupPieces> => {
  const pieces: string[] = [];
  let rows = 0;
  for await (const piece of rowPieces(lines)) {
    const name = `${folder}/${String(pieces.length + 1).padStart(6, '0')}.copy`;
    await tar.add({ name, bytes: piece.lines.length, modifiedAtMs: madeAtMs }, [piece.lines]);
    pieces.push(name);
    rows += piece.rows;
  }
  return { columns: [...columns], rows, pieces };
};

/** False: it is gone. */
const addFile = async (tar: TarWriting, { dataDir, path }: { dataDir: string; path: string }): Promise<boolean> => {
  const file = await openKeptFile(join(dataDir, path));
  if (!file) return false;
  try {
    await tar.add({ name: path, bytes: file.bytes, modifiedAtMs: file.modifiedAtMs }, file.content);
    return true;
  } finally {
    await file.close();
  }
};
