import { Pool, type PoolClient } from 'pg';
import type { Logger } from '../logger.ts';

/** One listens for new jobs, the others fetch and finish them. */
const POOL_SIZE = 4;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** The connections of graphile-worker, which speaks through `pg` only. They mend themselves. */
export const createJobsPool = ({ url, log }: { url: string; log: Logger }): Pool => {
  const pool = new ForgivingPool({
    connectionString: likePostgresJs(url),
    max: POOL_SIZE,
    application_name: 'livestreamer jobs',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  // Without these listeners a lost connection would end the process.
  const onError = (err: Error): void => log.debug({ err }, 'A database connection of the jobs was lost.');
  pool.on('error', onError);
  pool.on('connect', (client) => void client.on('error', onError));
  return pool;
};

/**
 * graphile-worker 0.17.3 gives its listening connection back twice when that is lost while it stops listening; `pg` throws then, in a promise that
 * nobody holds, which would end the process.
 */
class ForgivingPool extends Pool {
  override connect(): Promise<PoolClient>;
  override connect(callback: Parameters<Pool['connect']>[0]): void;
  override connect(callback?: Parameters<Pool['connect']>[0]): Promise<PoolClient> | undefined {
    if (!callback) return super.connect().then(releasedOnce);
    super.connect(callback);
    return undefined;
  }
}

const releasedOnce = (client: PoolClient): PoolClient => {
  const { release } = client;
  let released = false;
  client.release = (destroy) => {
    if (released) return;
    released = true;
    release(destroy);
  };
  return client;
};

/** With `sslmode=require`, `pg` alone would verify certificates; postgres.js, libpq and everybody's providers do not. */
const likePostgresJs = (url: string): string => {
  const parsed = new URL(url);
  if (parsed.searchParams.has('sslmode')) parsed.searchParams.set('uselibpqcompat', 'true');
  return parsed.href;
};
