import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServices } from '../../tools/test-services/test-services.ts';

/** What a built server runs on that it does not bring itself. */
export interface ServerServices {
  /** Its settings, for the server. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** On what every server of the suite runs: `system` and `newest` are PostgreSQLs (see `startTestServices`) with Redis; else all of its own. */
const ON = process.env['LIVESTREAMER_E2E_SERVICES'];

/** Fresh ones for one server; null: it is to bring its own. */
export const startServerServices = async (): Promise<ServerServices | null> => {
  if (ON !== 'system' && ON !== 'newest') return null;
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-e2e-services-'));
  await chmod(folder, 0o755);
  const services = await startTestServices(folder, { postgres: ON });
  return {
    env: { DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl },
    stop: async () => {
      await services.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
