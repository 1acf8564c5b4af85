import { once } from 'node:events';
import { createServer } from 'node:net';
import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startTcpProxy } from '../../../testing/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { type Part, silentLogger } from '../index.ts';
import { addJob, createJobs, type JobToAdd, migrateJobs, type Tasks } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const running: Part[] = [];
afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop?.();
  await database.sql`delete from graphile_worker._private_jobs`;
});

const work = async (tasks: Tasks, url = database.url): Promise<Part> => {
  const jobs = createJobs({ url: () => url, sql: database.sql, tasks, clock, log: silentLogger });
  running.push(jobs);
  await jobs.start?.();
  return jobs;
};

const add = (job: Partial<JobToAdd> = {}): Promise<void> =>
  addJob(database.sql, { task: 'note', payload: { id: 1 }, ...job });
const left = async (): Promise<number> => (await database.sql`select id from graphile_worker.jobs`).length;
const noneLeft = (): Promise<boolean> =>
  vi.waitUntil(async () => (await left()) === 0, { timeout: 20_000, interval: 20 });

test('a job is done with its payload, once its transaction commits', async () => {
  const done: unknown[] = [];
  await work({ note: async (payload) => void done.push(payload) });
  await database.sql.begin(async (tx) => {
    await addJob(tx, { task: 'note', payload: { id: 'first', times: 2 } });
    expect(done).toEqual([]);
  });
  await noneLeft();
  expect(done).toEqual([{ id: 'first', times: 2 }]);
});

test('a job that is added again under its key takes the place of the one that waits', async () => {
  await add({ jobKey: 'one', payload: { id: 1 } });
  await add({ jobKey: 'one', payload: { id: 2 } });
  const done: unknown[] = [];
  await work({ note: async (payload) => void done.push(payload) });
  await noneLeft();
  expect(done).toEqual([{ id: 2 }]);
});

test('a job waits for its time', async () => {
  const dueMs = clock.now() + 1_000;
  let doneMs = 0;
  await work({
    note: async () => {
      doneMs = clock.now();
    },
  });
  await add({ runAt: new Date(dueMs) });
  await noneLeft();
  expect(doneMs).toBeGreaterThanOrEqual(dueMs - 50); // the clock of the database decides
});

test('a job that fails comes again, and is left alone after its last attempt', async () => {
  let attempts = 0;
  await work({
    note: async () => {
      attempts += 1;
      throw new Error('Not now.');
    },
  });
  await add({ maxAttempts: 2 });
  await vi.waitUntil(() => attempts === 2, { timeout: 20_000 });
  const settled = () =>
    database.sql`select id from graphile_worker.jobs where attempts = 2 and locked_at is null and last_error = 'Not now.'`;
  await vi.waitUntil(async () => (await settled()).length === 1, { timeout: 10_000, interval: 20 });
});

test('a stop waits for jobs for a moment only, and what was not finished is done at the next start', async () => {
  let began = false;
  const jobs = await work({
    note: () => {
      began = true;
      return new Promise(() => undefined); // never
    },
  });
  await add();
  await vi.waitUntil(() => began, { timeout: 10_000 });
  const beganMs = clock.monotonicMs();
  await jobs.stop?.();
  running.splice(0);
  expect(clock.monotonicMs() - beganMs).toBeLessThan(3_000);

  const done: unknown[] = [];
  await work({ note: async (payload) => void done.push(payload) });
  await noneLeft();
  expect(done).toEqual([{ id: 1 }]);
});

test('after an outage of the database jobs are done again', async () => {
  const url = new URL(database.url);
  const line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  const done: unknown[] = [];
  await work({ note: async (payload) => void done.push(payload) }, url.href);
  await add({ payload: { id: 'before' } });
  await noneLeft();

  line.cut();
  await add({ payload: { id: 'meanwhile' } });
  line.mend();
  await noneLeft();
  expect(done).toEqual([{ id: 'before' }, { id: 'meanwhile' }]);
  for (const jobs of running.splice(0)) await jobs.stop?.();
  await line.close();
});

test.each([
  ['ends', async () => undefined],
  ['fails', () => Promise.reject(new Error('Not now.'))],
])('a database that is away when a job %s harms neither the process nor later jobs', async (_, end) => {
  const url = new URL(database.url);
  const line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  const done: unknown[] = [];
  const note = async (payload: unknown): Promise<void> => {
    done.push(payload);
    if (done.length > 1) return;
    line.cut();
    await end();
  };
  await work({ note }, url.href);
  await add({ payload: { id: 'unlucky' } });
  await vi.waitUntil(() => done.length === 1, { timeout: 10_000 });
  line.mend();
  await add({ payload: { id: 'later' } });
  await vi.waitUntil(() => done.length === 2, { timeout: 20_000, interval: 20 });
  expect(done).toEqual([{ id: 'unlucky' }, { id: 'later' }]);
  for (const jobs of running.splice(0)) await jobs.stop?.();
  await line.close();
});

test('servers that start at the same time on an empty database all come up', async () => {
  const empty = await openTestDatabase({ migrated: false });
  await Promise.all([1, 2, 3, 4].map(() => migrateJobs({ url: empty.url, log: silentLogger })));
  await addJob(empty.sql, { task: 'note', payload: { id: 1 } });
  await empty.close();
});

test('a database that goes away while the jobs start fails the start', async () => {
  const url = new URL(database.url);
  const line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  line.cut();
  const jobs = createJobs({ url: () => url.href, sql: database.sql, tasks: {}, clock, log: silentLogger });
  await expect(jobs.start?.()).rejects.toThrow('ECONNRESET');
  await line.close();
});

test('a database that does not answer fails the start instead of holding it up', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  const url = `postgres://me@127.0.0.1:${address.port}/radio`;
  const jobs = createJobs({ url: () => url, sql: database.sql, tasks: {}, clock, log: silentLogger });
  await expect(jobs.start?.()).rejects.toThrow('timeout');
  silent.close();
});
