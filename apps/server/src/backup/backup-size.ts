import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { connectPostgres } from '../platform/postgres/index.ts';
import type { BackupOptions } from './backup-writing.ts';
import { databaseBytes } from './database-snapshot-store.ts';
import { listKeptFiles } from './kept-files.ts';

/** A header and what fills the last block of each file, and its entry in the manifest. */
const BYTES_BESIDE_A_FILE = 2_048;

/** About how many bytes a backup would have now: rather too many, for rows take less room as text than in their tables, with indexes. */
export const backupSize = async ({
  url,
  dataDir,
  clock,
}: Pick<BackupOptions, 'url' | 'dataDir' | 'clock'>): Promise<number> => {
  const { paths } = await listKeptFiles(dataDir);
  let bytes = 0;
  for (const path of paths) {
    // One that was deleted meanwhile takes no room.
    const { size } = await stat(join(dataDir, path)).catch(() => ({ size: 0 }));
    bytes += size + BYTES_BESIDE_A_FILE;
  }
  const sql = await connectPostgres({ url, clock, poolSize: 1, answerWithinMs: null });
  try {
    return bytes + (await databaseBytes(sql));
  } finally {
    await sql.end({ timeout: 0 });
  }
};
