import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTcpProxy } from '../../../testing/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { connectPostgres, isPostgresUnreachable, type Sql } from './postgres-connection.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterAll(() => database.close());

interface Line {
  readonly sql: Sql;
  /** Sleeps in the database; those of other lines may go on sleeping there after they were cut. */
  readonly sleep: string;
  /** Breaks the connection under a statement that sleeps. */
  lose(): Promise<unknown>;
  mend(): void;
  close(): Promise<void>;
}

let lines = 0;

const openLine = async (how: 'cut' | 'terminated'): Promise<Line> => {
  lines += 1;
  const sleep = `select pg_sleep(20) /* line ${lines} */`;
  const url = new URL(database.url);
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${proxy.port}`;
  const sql = await connectPostgres({ url: url.href, clock });
  return {
    sql,
    sleep,
    lose: async () => {
      if (how === 'cut') return proxy.cut();
      return database.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where query = ${sleep}`;
    },
    mend: proxy.mend,
    close: async () => {
      await sql.end({ timeout: 1 });
      await proxy.close();
    },
  };
};

const isAsleep = async ({ sleep }: Line): Promise<boolean> => {
  const rows = await database.sql`select from pg_stat_activity where query = ${sleep} and state = 'active'`;
  return rows.length > 0;
};

// An error that nobody catches (postgres.js writing to a connection that is gone) fails the run.
test.each(['cut', 'terminated'] as const)(
  'a transaction whose connection is %s under a statement fails as unreachable, and the next one works',
  { timeout: 30_000 },
  async (how) => {
    for (const afterwards of ['throws on', 'goes on', 'goes on later', 'throws its own'] as const) {
      const line = await openLine(how);
      const transaction = line.sql.begin(async (tx) => {
        await tx`select 1`;
        try {
          await tx.unsafe(line.sleep);
        } catch (error) {
          if (afterwards === 'throws on') throw error;
          if (afterwards === 'goes on later') await new Promise((resolve) => setTimeout(resolve, 300));
          if (afterwards === 'throws its own') throw new Error('the feature has its own words');
        }
        await tx`select 2`;
      });
      const failure: Promise<unknown> = transaction.then(
        () => null,
        (reason: unknown) => reason,
      );
      await vi.waitUntil(() => isAsleep(line), { timeout: 10_000, interval: 20 });
      await line.lose();
      const error = await failure;
      expect(error).toBeInstanceOf(Error);
      if (afterwards === 'throws on') expect(isPostgresUnreachable(error)).toBe(true);
      line.mend();
      const works = () =>
        line.sql
          .begin((tx) => tx`select 1`)
          .then(
            () => true,
            () => false,
          );
      await vi.waitUntil(works, { timeout: 5_000, interval: 10 });
      await line.close();
    }
  },
);
