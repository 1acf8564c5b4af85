import { fileURLToPath } from 'node:url';
import { systemClock as clock } from '@livestreamer/clock';
import { inject } from 'vitest';
import { silentLogger } from '../src/platform/index.ts';
import { migrateJobs } from '../src/platform/jobs/index.ts';
import { connectPostgres, migrateWithin } from '../src/platform/postgres/index.ts';
import { ROWS_BY_MIGRATION } from './rows-by-migration.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';
import { createDatabase, type DatabaseName, dropDatabase } from './test-database-store.ts';

/** The migrations of this repository. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../migrations', import.meta.url));

interface GrowOptions {
  readonly url: string;
  readonly upTo: number;
  /** Called when the database stands at each number, with its rows, and nobody is connected. */
  readonly onNumber?: (number: number) => Promise<void>;
}

/** Migrates an empty database as the years would: each migration finds rows of those before it. */
export const growDatabase = async ({ url, upTo, onNumber = async () => undefined }: GrowOptions): Promise<void> => {
  for (let number = 1; number <= upTo; number += 1) {
    const sql = await connectPostgres({ url, clock, poolSize: 1 });
    await sql.begin((tx) => migrateWithin(tx, { dir: MIGRATIONS_DIR, upTo: number }));
    await sql.unsafe(ROWS_BY_MIGRATION[number] ?? '');
    await sql.end();
    await onNumber(number);
  }
};

/** Databases with rows in every table. */
export interface GrownDatabases {
  /** A new one, at that migration or at the newest, with the queue of jobs. */
  open(upTo?: number): Promise<TestDatabase>;
  close(): Promise<void>;
}

/** Each is grown once and copied from then on. Close it in `afterAll`, after those that it opened. */
export const createGrownDatabases = (): GrownDatabases => {
  const adminUrl = inject('testPostgresUrl');
  const templates = new Map<number, DatabaseName>();

  const grow = async (upTo: number): Promise<DatabaseName> => {
    const template = await createDatabase(adminUrl, 'grown');
    templates.set(upTo, template);
    await growDatabase({ url: template.url, upTo });
    await migrateJobs({ url: template.url, log: silentLogger });
    return template;
  };

  return {
    open: async (upTo = Object.keys(ROWS_BY_MIGRATION).length) => {
      const { name } = templates.get(upTo) ?? (await grow(upTo));
      return openTestDatabase({ template: name });
    },
    close: async () => {
      for (const { name } of templates.values()) await dropDatabase(adminUrl, name);
    },
  };
};
