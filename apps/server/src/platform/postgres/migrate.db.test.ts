import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { silentLogger } from '../index.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let dir: string;
beforeEach(async () => {
  database = await openTestDatabase({ migrated: false });
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-migrations-'));
  await write('0001-first.sql', 'create table first (id integer); insert into first values (1);');
  await write('0002-second.sql', 'create table second (id integer);');
});
afterEach(async () => {
  await database.close();
  await rm(dir, { recursive: true });
});

const write = (name: string, statements: string): Promise<void> => writeFile(join(dir, name), statements);
const run = (): Promise<void> => migrate({ sql: database.sql, dir, log: silentLogger });
const landed = async (): Promise<unknown[]> => {
  const rows = await database.sql`select number, name from migration order by number`;
  return rows.map(({ number, name }) => `${number} ${name}`);
};

test('an empty database gets all migrations, and a second run changes nothing', async () => {
  await run();
  await run();
  expect(await landed()).toEqual(['1 first', '2 second']);
  expect(await database.sql`select id from first`).toHaveLength(1);
});

test('servers that start at the same time land each migration once', async () => {
  await Promise.all([run(), run(), run(), run()]);
  expect(await landed()).toEqual(['1 first', '2 second']);
  expect(await database.sql`select id from first`).toHaveLength(1);
});

test('a migration that fails leaves nothing behind, and those before it stay', async () => {
  await write('0002-second.sql', 'create table second (id integer); select 1 / 0;');
  await expect(run()).rejects.toThrow('division by zero');
  expect(await landed()).toEqual(['1 first']);
  await write('0002-second.sql', 'create table second (id integer);');
  await run();
  expect(await landed()).toEqual(['1 first', '2 second']);
});

test('a landed file that was changed is refused by name', async () => {
  await run();
  await write('0001-first.sql', 'create table first (id bigint);');
  await expect(run()).rejects.toThrow('Migration 1 (first) was changed after it had landed.');
});

test('a database that is ahead of the program is refused', async () => {
  await run();
  await rm(join(dir, '0002-second.sql'));
  await expect(run()).rejects.toThrow('The database has migration 2 (second), which this program does not know');
});
