import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@livestreamer/embedded-postgres';
import { type RedisServer, startRedisServer } from '../../tools/test-services/redis-server.ts';
import { startMovableLine } from './movable-line.ts';

/** PostgreSQL and Redis that go away and come back at the same address. */
export interface FaultGround {
  /** For the server. */
  readonly env: Readonly<Record<'DATABASE_URL' | 'REDIS_URL', string>>;
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  /** With all that it had. */
  stopRedis(): Promise<void>;
  startRedis(): Promise<void>;
  /** Where Redis itself listens. */
  redisPort(): number;
  stop(): Promise<void>;
}

export const startFaultGround = async (): Promise<FaultGround> => {
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-faults-'));
  chmodSync(folder, 0o755);
  const [dataDir, redisFolder] = [join(folder, 'postgres'), join(folder, 'redis')];
  for (const path of [dataDir, redisFolder]) mkdirSync(path, { mode: 0o755 });
  // Durable: what was acknowledged must be there after a stop.
  const openDatabase = () => startEmbeddedPostgres({ dataDir });
  let postgres = await openDatabase();
  let redis: RedisServer = await startRedisServer(redisFolder);
  const portIn = (url: string): number => Number(new URL(url).port);
  const databaseLine = await startMovableLine(portIn(postgres.url));
  const redisLine = await startMovableLine(portIn(redis.url));
  const throughLine = (url: string, port: number): string => {
    const address = new URL(url);
    address.port = String(port);
    return address.href;
  };

  return {
    env: {
      DATABASE_URL: throughLine(postgres.url, databaseLine.port),
      REDIS_URL: throughLine(redis.url, redisLine.port),
    },
    stopDatabase: async () => {
      databaseLine.leadTo(null);
      await postgres.stop();
    },
    startDatabase: async () => {
      postgres = await openDatabase();
      databaseLine.leadTo(portIn(postgres.url));
    },
    stopRedis: async () => {
      redisLine.leadTo(null);
      await redis.stop();
      rmSync(redisFolder, { recursive: true });
      mkdirSync(redisFolder);
    },
    startRedis: async () => {
      redis = await startRedisServer(redisFolder);
      redisLine.leadTo(portIn(redis.url));
    },
    redisPort: () => portIn(redis.url),
    stop: async () => {
      await Promise.all([databaseLine.close(), redisLine.close()]);
      await Promise.all([postgres.stop(), redis.stop()]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
