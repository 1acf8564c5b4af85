import type { Clock } from '@livestreamer/clock';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@livestreamer/embedded-postgres';
import type { Part } from '../lifecycle.ts';
import type { Logger } from '../logger.ts';
import { migrate, migrationState } from './migrate.ts';
import { connectPostgres, isPostgresUnreachable, POOL_SIZE, type Sql } from './postgres-connection.ts';
import { ping } from './postgres-store.ts';
import { type PoolFigures, watchPool } from './postgres-watch.ts';
import { type SoleOwnership, takeSoleOwnership } from './sole-ownership.ts';

/** The database of a running server. */
export interface PostgresPart extends Part {
  /** The pool; only between start and stop. */
  sql(): Sql;
  /** Where the database is, the embedded one too; only between start and stop. */
  url(): string;
  /** Fails while the database does not answer. */
  check(): Promise<void>;
  /** Null: it was not started. */
  figures(): PoolFigures | null;
}

interface PostgresPartOptions {
  /** Null: an embedded PostgreSQL runs in `embeddedDir`. */
  readonly url: string | null;
  readonly embeddedDir: string;
  readonly migrationsDir: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Tells whoever waits what takes so long. */
  readonly announce: (sentence: string) => void;
}

const BACKUP_ADVICE =
  'The database is brought to a newer schema now. Whoever wants a backup of before makes it before this start: `livestreamer-server migrate --backup <file>`.';

/**
 * start: embedded PostgreSQL (if any) → sole ownership → migrations → pool. stop: the reverse.
 * A second server on an embedded database is refused, and leaves the database of the first one running.
 */
export const createPostgresPart = (options: PostgresPartOptions): PostgresPart => {
  const { embeddedDir, migrationsDir, clock, log, announce } = options;
  let embedded: EmbeddedPostgres | undefined;
  let ownership: SoleOwnership | null = null;
  let pool: Sql | undefined;
  let figures: () => PoolFigures | null = () => null;
  let address: string | undefined;

  const stop = async (): Promise<void> => {
    await pool?.end({ timeout: 2 });
    await ownership?.release();
    await embedded?.stop();
  };

  const openEmbedded = async (): Promise<string> => {
    embedded = await startEmbeddedPostgres({ dataDir: embeddedDir, onProgress: announce });
    const { url, adopted } = embedded;
    ownership = await takeSoleOwnership({ url, clock });
    if (!ownership) {
      embedded = undefined; // it is the other server's
      throw new Error(`Another server already works on ${embeddedDir}. Give each its own DATA_DIR.`);
    }
    if (adopted) log.warn({}, 'The server before this one did not stop in order; its database was taken over.');
    return url;
  };

  /** By a connection of its own: a large migration, and the wait for another server's, takes as long as it takes. */
  const bringUpToDate = async (url: string): Promise<void> => {
    const connection = await connectPostgres({ url, clock, poolSize: 1, answerWithinMs: null });
    try {
      const { at, pending } = await migrationState(connection, migrationsDir);
      if (at > 0 && pending.length > 0) log.warn({ at, pending: pending.length }, BACKUP_ADVICE);
      await migrate({ sql: connection, dir: migrationsDir, log });
    } finally {
      await connection.end({ timeout: 2 });
    }
  };

  const sql = (): Sql => {
    if (!pool) throw new Error('The database is used before it was started.');
    return pool;
  };

  const url = (): string => {
    if (address === undefined) throw new Error('The database is used before it was started.');
    return address;
  };

  return {
    name: 'postgres',
    sql,
    url,
    check: () => ping(sql()),
    figures: () => figures(),
    start: async () => {
      try {
        address = options.url ?? (await openEmbedded());
        await bringUpToDate(address);
        const watched = watchPool(await connectPostgres({ url: address, clock }), {
          size: POOL_SIZE,
          isUnreachable: isPostgresUnreachable,
        });
        pool = watched.sql;
        figures = watched.figures;
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
};
