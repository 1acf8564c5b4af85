import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { silentLogger as log } from '../logger.ts';
import { createJobsPool } from './jobs-pool.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a connection that is given back twice is given back once, and serves others afterwards', async () => {
  const pool = createJobsPool({ url: database.url, log });
  const client = await pool.connect();
  client.release();
  client.release();
  const again = await pool.connect();
  expect((await again.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  client.release(); // by whoever had it before
  again.release();
  expect((await pool.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
  expect(pool.totalCount).toBe(1);
  await pool.end();
});
