import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { createLog } from '../log.ts';
import type { Logger } from '../platform/index.ts';
import { connectPostgres, type Sql, visitDatabase } from '../platform/postgres/index.ts';
import { embeddedDirOf } from '../start-report.ts';
import type { CommandSurroundings } from './command-surroundings.ts';

/** The numbered files of the schema. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../migrations', import.meta.url));

interface DatabaseUse extends Pick<CommandSurroundings, 'clock' | 'complain'> {
  readonly config: Config;
}

/** Opens the database that the server has, for as long as `work` takes: beside the server, or without one. */
export const withDatabase = async <T>(use: DatabaseUse, work: (url: string) => Promise<T>): Promise<T> => {
  const { config, clock, complain } = use;
  const visit = await visitDatabase({
    url: config.databaseUrl,
    embeddedDir: embeddedDirOf(config),
    clock,
    announce: complain,
    company: 'beside',
  });
  try {
    return await work(visit.url);
  } finally {
    await visit.leave();
  }
};

/** The same with a connection, on which statements take as long as they take. */
export const withConnection = <T>(use: DatabaseUse, work: (sql: Sql) => Promise<T>): Promise<T> =>
  withDatabase(use, async (url) => {
    const sql = await connectPostgres({ url, clock: use.clock, poolSize: 1, answerWithinMs: null });
    try {
      return await work(sql);
    } finally {
      await sql.end({ timeout: 1 });
    }
  });

/** What is worth a warning goes where complaints go. */
export const commandLog = ({ complain }: Pick<CommandSurroundings, 'complain'>): Logger =>
  createLog({ level: 'warn', format: 'pretty', write: (line) => complain(line.trimEnd()) });
