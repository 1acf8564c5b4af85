import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { silentLogger } from '../index.ts';
import { migrate, migrationState } from './migrate.ts';

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
const run = () => migrate({ sql: database.sql, dir, log: silentLogger });
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

describe('a database that is ahead of the program', () => {
  const moveAhead = async (statements: string): Promise<void> => {
    await write('0003-oldest.sql', 'alter table migration add column oldest_program integer not null default 0;');
    await write('0004-ahead.sql', statements);
    await run();
    await rm(join(dir, '0004-ahead.sql'));
  };

  test('is used as it is while nothing was taken from it', async () => {
    await moveAhead('create table fourth (id integer);');
    await run();
    expect(await migrationState(database.sql, dir)).toEqual({ at: 4, pending: [] });
  });

  test('is refused when a migration that it has had leaves this program behind', async () => {
    await moveAhead('-- oldest program: 4\ndrop table second;');
    await expect(run()).rejects.toThrow('only programs with 4 of them or more can live with; this one knows 3');
  });
});
