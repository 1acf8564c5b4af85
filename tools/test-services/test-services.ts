import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@livestreamer/embedded-postgres';
import { findSystemPostgres, OLDEST_POSTGRES } from './postgres-folder.mjs';
import { startRedisServer } from './redis-server.ts';

/** The system's PostgreSQL and Redis, running for tests. */
export interface TestServices {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  stop(): Promise<void>;
}

interface TestServicesOptions {
  /** The one of the system, or the newest there is, from the packages. */
  readonly postgres?: 'system' | 'newest';
}

/** Starts both on free ports of 127.0.0.1, with their files in `folder`, which everybody must be able to enter. */
export const startTestServices = async (
  folder: string,
  { postgres: which = 'system' }: TestServicesOptions = {},
): Promise<TestServices> => {
  const binariesFolder = which === 'newest' ? undefined : findSystemPostgres();
  if (binariesFolder === null) throw new Error(`The system has no PostgreSQL ${OLDEST_POSTGRES} or newer.`);
  const [redisFolder, dataDir] = [join(folder, 'redis'), join(folder, 'postgres')];
  // Open: before version 16 PostgreSQL wants to come back to its folder by name, as the user it runs as.
  for (const path of [redisFolder, dataDir]) await mkdir(path, { recursive: true, mode: 0o755 });
  const redis = await startRedisServer(redisFolder);
  try {
    const postgres = await startEmbeddedPostgres({
      dataDir,
      ...(binariesFolder === undefined ? {} : { binariesFolder }),
      durable: false,
    });
    const stop = async (): Promise<void> => {
      await Promise.all([redis.stop(), postgres.stop()]);
    };
    return { databaseUrl: postgres.url, redisUrl: redis.url, stop };
  } catch (error) {
    await redis.stop();
    throw error;
  }
};
