import { open } from 'node:fs/promises';
import type { BackupManifest } from './backup-manifest.ts';
import { type BackupReading, openBackup } from './backup-reading.ts';
import { countLines } from './row-pieces.ts';

/** Reads a whole backup: every checksum, every count of rows. Throws a sentence that names what is wrong. */
export const verifyBackup = (path: string, signal?: AbortSignal): Promise<BackupManifest> =>
  withBackup({ path, signal }, async (backup) => {
    await verifyReading(backup);
    return backup.manifest;
  });

interface BackupUse {
  readonly path: string;
  /** Ends all reading with its reason. */
  readonly signal: AbortSignal | undefined;
}

/** Opens a backup for as long as `work` takes. */
export const withBackup = async <T>(
  { path, signal }: BackupUse,
  work: (backup: BackupReading) => Promise<T>,
): Promise<T> => {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new Error(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  try {
    return await work(await openBackup(file, signal));
  } finally {
    await file.close();
  }
};

export const verifyReading = async ({ manifest, content }: BackupReading): Promise<void> => {
  const { entries, tables, jobs } = manifest;
  const rowsOf = new Map<string, number>();
  const pieces = new Set([...tables.flatMap((table) => table.pieces), ...jobs.pieces]);
  for (const { name } of entries) {
    let rows = 0;
    for await (const chunk of content(name)) if (pieces.has(name)) rows += countLines(chunk);
    rowsOf.set(name, rows);
  }
  for (const { name, rows, pieces: own } of [...tables, { name: 'the jobs', ...jobs }]) {
    const found = own.reduce((sum, piece) => sum + (rowsOf.get(piece) ?? 0), 0);
    if (found !== rows) throw new Error(`The backup should have ${rows} rows of ${name}, and has ${found}.`);
  }
};
