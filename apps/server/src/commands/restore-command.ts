import { resolve } from 'node:path';
import { keptSessionSecret } from '../accounts/index.ts';
import { restoreBackup, secretFingerprint } from '../backup/index.ts';
import type { Config } from '../config.ts';
import { type DatabaseVisit, visitDatabase } from '../platform/postgres/index.ts';
import { embeddedDirOf } from '../start-report.ts';
import { contentsSentence, deletedSentences } from './backup-sentences.ts';
import { commandLog, MIGRATIONS_DIR } from './command-database.ts';
import type { CommandSurroundings } from './command-surroundings.ts';

/** Restores a backup onto an empty DATA_DIR and an empty database; no server may run on them. */
export const restoreCommand = async (
  config: Config,
  path: string,
  surroundings: CommandSurroundings,
): Promise<void> => {
  const { clock, print, complain, signal } = surroundings;
  const dataDir = resolve(config.dataDir);
  let visit: DatabaseVisit | undefined;
  try {
    const { manifest, migration, leftOut } = await restoreBackup({
      path: resolve(path),
      dataDir,
      migrationsDir: MIGRATIONS_DIR,
      openDatabase: async () => {
        visit = await visitDatabase({
          url: config.databaseUrl,
          embeddedDir: embeddedDirOf(config),
          clock,
          announce: complain,
          company: 'alone',
        });
        return visit;
      },
      clock,
      log: commandLog(surroundings),
      announce: complain,
      signal,
    });
    print(`Restored from ${path}. ${contentsSentence(manifest)}`);
    if (migration > manifest.migration)
      print(`The database was brought from migration ${manifest.migration} to ${migration}.`);
    for (const sentence of deletedSentences(manifest)) print(sentence);
    if (leftOut.length > 0) print(`Tables that are not LiveStreamer's were left out: ${leftOut.join(', ')}.`);
    const secret = config.sessionSecret ?? (await keptSessionSecret(dataDir));
    if (manifest.secretFingerprint !== (secret === null ? null : secretFingerprint(secret)))
      complain(
        'The secret of this server is not the one of the backup: everybody signs in again, and second factors and letters that wait cannot be opened. Set SESSION_SECRET to the old one before you start the server.',
      );
    print('Start the server now.');
  } finally {
    await visit?.leave();
  }
};
