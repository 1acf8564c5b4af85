import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { growDatabase, MIGRATIONS_DIR } from '../../../testing/grown-database.ts';
import { ROWS_BY_MIGRATION } from '../../../testing/rows-by-migration.ts';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { createDatabase, dropDatabase } from '../../../testing/test-database-store.ts';
import { silentLogger } from '../index.ts';
import { migrate } from './migrate.ts';
import { readMigrationFiles } from './migration-files.ts';
import { connectPostgres, type Sql } from './postgres-connection.ts';

/** What a migration itself does to rows that were there, by `<table>.<column>`. */
const CHANGED_BY_MIGRATIONS = ['account.confirmed_at'];
const NUMBERS = (await readMigrationFiles(MIGRATIONS_DIR)).map(({ number }) => number);

let growing: TestDatabase;
const copies = new Map<number, string>();
beforeAll(async () => {
  growing = await openTestDatabase({ migrated: false });
  const { url, sql } = growing;
  await sql.end();
  const template = new URL(url).pathname.slice(1);
  const keepCopy = async (number: number): Promise<void> => {
    copies.set(number, (await createDatabase(inject('testPostgresUrl'), `at_${number}`, template)).url);
  };
  await growDatabase({ url, upTo: NUMBERS.length, onNumber: keepCopy });
});
afterAll(async () => {
  for (const url of copies.values()) await dropDatabase(inject('testPostgresUrl'), new URL(url).pathname.slice(1));
  await growing.close();
});

type Table = Record<string, unknown>[];

const tablesOf = async (sql: Sql): Promise<Record<string, Table>> => {
  const names = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'migration'`;
  const tables: Record<string, Table> = {};
  for (const { name } of names)
    tables[name] = (await sql`select to_jsonb(it) as row from ${sql(name)} it`).map(({ row }) => row);
  return tables;
};

/** A row with those of its columns that it had before, as text to look for. */
const asBefore = (table: string, row: Record<string, unknown>, columns: readonly string[]): string =>
  JSON.stringify(
    columns.filter((name) => !CHANGED_BY_MIGRATIONS.includes(`${table}.${name}`)).map((name) => row[name]),
  );

describe('a database that a server of an earlier version left', () => {
  test.each(NUMBERS)(
    'at migration %i, with rows in it, becomes the newest, and every row is still there',
    async (number) => {
      const sql = await connectPostgres({ url: copies.get(number) ?? '', clock, poolSize: 1 });
      try {
        const before = await tablesOf(sql);
        const landed = await migrate({ sql, dir: MIGRATIONS_DIR, log: silentLogger });
        expect(landed.map((step) => step.number)).toEqual(NUMBERS.filter((it) => it > number));
        const after = await tablesOf(sql);
        for (const [table, rows] of Object.entries(before)) {
          const columns = Object.keys(rows[0] ?? {});
          const now = new Set(after[table]?.map((row) => asBefore(table, row, columns)));
          const lost = rows.map((row) => asBefore(table, row, columns)).filter((row) => !now.has(row));
          expect(lost, `rows of ${table}`).toEqual([]);
        }
      } finally {
        await sql.end();
      }
    },
  );
});

test('each migration brings rows for its tables into this test', async () => {
  const sql = await connectPostgres({ url: copies.get(NUMBERS.length) ?? '', clock, poolSize: 1 });
  const empty = Object.entries(await tablesOf(sql)).filter(([, rows]) => rows.length === 0);
  await sql.end();
  expect(Object.keys(ROWS_BY_MIGRATION).map(Number), 'testing/rows-by-migration.ts').toEqual(NUMBERS);
  expect(empty.map(([name]) => name)).toEqual([]);
});
