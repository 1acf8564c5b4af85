import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { connectPostgres } from './postgres-connection.ts';
import { takeSoleOwnership } from './sole-ownership.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterAll(() => database.close());

test('a database has one owner at a time', async () => {
  const { url } = database;
  const first = await takeSoleOwnership({ url, clock });
  expect(first).not.toBeNull();
  expect(await takeSoleOwnership({ url, clock, patienceMs: 200 })).toBeNull();
  await first?.release();
  const second = await takeSoleOwnership({ url, clock, patienceMs: 200 });
  expect(second).not.toBeNull();
  await second?.release();
});

test('an owner whose connection broke is followed by whoever waits', async () => {
  const { url, sql } = database;
  const first = await takeSoleOwnership({ url, clock });
  const waiting = takeSoleOwnership({ url, clock, patienceMs: 20_000 });
  await sql`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`;
  const second = await waiting;
  expect(second).not.toBeNull();
  await second?.release();
  await first?.release();
});

test('a database that refuses is named, with the reason and without the password', async () => {
  const wrong = new URL(database.url);
  wrong.pathname = '/nowhere';
  const failure = connectPostgres({ url: wrong.href, clock });
  await expect(failure).rejects.toThrow(/^PostgreSQL at [\d.a-z]+:\d+\/nowhere cannot be used: .*does not exist/);
  await expect(failure).rejects.not.toThrow(wrong.password || 'no password at all');
});

test('a server that is not there is waited for, then told in a sentence', async () => {
  const began = clock.monotonicMs();
  const failure = connectPostgres({ url: 'postgres://me:hunter2@127.0.0.1:1/radio', clock, deadlineMs: 600 });
  await expect(failure).rejects.toThrow(/^PostgreSQL at 127\.0\.0\.1:1\/radio cannot be used: .*ECONNREFUSED/);
  expect(clock.monotonicMs() - began).toBeGreaterThan(500);
});
