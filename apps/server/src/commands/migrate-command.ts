import type { Config } from '../config.ts';
import { migrateJobs } from '../platform/jobs/index.ts';
import { connectPostgres, type MigrationStep, migrate, migrationState } from '../platform/postgres/index.ts';
import { makeBackup } from './backup-command.ts';
import { commandLog, MIGRATIONS_DIR, withDatabase } from './command-database.ts';
import type { CommandSurroundings } from './command-surroundings.ts';

export interface MigrateWish {
  /** Only say what is pending. */
  readonly check?: boolean;
  /** Make a backup into this file first, if anything is pending and there is something to lose. */
  readonly backup?: string;
}

/** Brings the database to the newest schema, as every start of the server does. */
export const migrateCommand = (config: Config, wish: MigrateWish, surroundings: CommandSurroundings): Promise<void> =>
  withDatabase({ config, ...surroundings }, async (url) => {
    const { clock, print } = surroundings;
    const log = commandLog(surroundings);
    const sql = await connectPostgres({ url, clock, poolSize: 1, answerWithinMs: null });
    try {
      const { at, pending } = await migrationState(sql, MIGRATIONS_DIR);
      if (wish.check) {
        if (pending.length > 0) throw new Error(`The database is at ${at}. Pending: ${named(pending)}.`);
        print(`The database is at ${at}; nothing is pending.`);
        return;
      }
      if (wish.backup !== undefined) {
        if (pending.length === 0) print('Nothing is pending, so no backup is made.');
        else if (at === 0) print('The database is empty, so no backup is made.');
        else await makeBackup(url, { config, target: wish.backup, surroundings });
      }
      const landed = await migrate({ sql, dir: MIGRATIONS_DIR, log });
      await migrateJobs({ url, log });
      print(
        landed.length === 0
          ? `The database is at ${at}; there was nothing to do.`
          : `The database was brought from ${at} to ${landed.at(-1)?.number}: ${named(landed)}.`,
      );
    } finally {
      await sql.end({ timeout: 1 });
    }
  });

const named = (steps: readonly MigrationStep[]): string =>
  steps.map(({ number, name }) => `${number} (${name})`).join(', ');
