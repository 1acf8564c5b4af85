import { systemClock } from '@livestreamer/clock';
import { inject } from 'vitest';
import { connectPostgres, type Sql } from '../src/platform/postgres/index.ts';
import { createDatabase, dropDatabase } from './test-database-store.ts';

/** A migrated, empty database for one test file. */
export interface TestDatabase {
  readonly url: string;
  readonly sql: Sql;
  /** Closes the pool and drops the database. */
  close(): Promise<void>;
}

interface TestDatabaseOptions {
  /** False: not even the migrations have run. */
  readonly migrated?: boolean;
  /** A copy of this one instead, which nobody is connected to. */
  readonly template?: string;
}

/** Open it in `beforeAll`, close it in `afterAll`. */
export const openTestDatabase = async (options: TestDatabaseOptions = {}): Promise<TestDatabase> => {
  const { migrated = true, template = migrated ? inject('testTemplate') : undefined } = options;
  const adminUrl = inject('testPostgresUrl');
  const { name, url } = await createDatabase(adminUrl, 't', template);
  const sql = await connectPostgres({ url, clock: systemClock });
  return {
    url,
    sql,
    close: async () => {
      await sql.end();
      await dropDatabase(adminUrl, name);
    },
  };
};
