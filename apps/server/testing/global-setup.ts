import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@livestreamer/clock';
import { startEmbeddedPostgres } from '@livestreamer/embedded-postgres';
import type { TestProject } from 'vitest/node';
import { silentLogger } from '../src/platform/index.ts';
import { migrateJobs } from '../src/platform/jobs/index.ts';
import { connectPostgres, migrate } from '../src/platform/postgres/index.ts';
import { startRedisProcess } from './redis-process.ts';
import { createDatabase, dropDatabase } from './test-database-store.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where databases are made, as somebody who may. */
    testPostgresUrl: string;
    /** A migrated database that nobody is connected to. */
    testTemplate: string;
    /** For the contract suites: there is always a Redis. */
    testRedisUrl: string;
    /** Whether whole servers are tested on Redis too, not in process. */
    testServersOnRedis: boolean;
  }
}

const MIGRATIONS_DIR = fileURLToPath(new URL('../migrations', import.meta.url));

/**
 * Once a run: PostgreSQL (TEST_DATABASE_URL, or an embedded one without fsync) with one migrated template, and Redis
 * (TEST_REDIS_URL, or a redis-server of our own for the contract suites).
 */
export const setup = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const { TEST_DATABASE_URL: postgresUrl, TEST_REDIS_URL: redisUrl } = process.env;
  const undo: (() => Promise<unknown>)[] = [];
  const tearDown = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };

  const openPostgres = async (): Promise<string> => {
    if (postgresUrl) return postgresUrl;
    const dataDir = await mkdtemp(join(tmpdir(), 'livestreamer-test-'));
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    const embedded = await startEmbeddedPostgres({ dataDir, durable: false });
    undo.push(embedded.stop);
    return embedded.url;
  };

  const openRedis = async (): Promise<string> => {
    if (redisUrl) return redisUrl;
    const redis = await startRedisProcess();
    undo.push(redis.stop);
    return redis.url;
  };

  try {
    const url = await openPostgres();
    const template = await createDatabase(url, 'livestreamer_template');
    undo.push(() => dropDatabase(url, template.name));
    const sql = await connectPostgres({ url: template.url, clock: systemClock });
    await migrate({ sql, dir: MIGRATIONS_DIR, log: silentLogger });
    await migrateJobs({ url: template.url, log: silentLogger });
    await sql.end();
    provide('testPostgresUrl', url);
    provide('testTemplate', template.name);
    provide('testRedisUrl', await openRedis());
    provide('testServersOnRedis', Boolean(redisUrl));
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
};
