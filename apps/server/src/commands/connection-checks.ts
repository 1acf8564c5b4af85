import { access, constants, mkdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Config, serverNameOf } from '../config.ts';
import { tryMailServer } from '../mail/index.ts';
import { silentLogger, withDeadline } from '../platform/index.ts';
import { connectPostgres, migrationState } from '../platform/postgres/index.ts';
import { connectRedis } from '../platform/redis/index.ts';
import { embeddedDirOf } from '../start-report.ts';
import { MIGRATIONS_DIR } from './command-database.ts';
import type { CommandSurroundings } from './command-surroundings.ts';

/** What a look has found. */
export interface ConnectionFinding {
  readonly state: 'ok' | 'warning' | 'failed';
  readonly title: string;
  readonly sentence: string;
}

/** Each look has this long. */
const DEADLINE_MS = 8_000;
const CONNECT_MS = 5_000;

interface Look {
  readonly title: string;
  /** A sentence; throws one when it failed. */
  readonly look: () => Promise<string>;
}

/** Tries everything that the settings name, side by side. Changes nothing, but for making DATA_DIR. */
export const checkConnections = (config: Config, { clock }: CommandSurroundings): Promise<ConnectionFinding[]> => {
  const looks: readonly Look[] = [
    { title: 'DATA_DIR', look: () => lookAtFolder(resolve(config.dataDir)) },
    { title: 'PostgreSQL', look: () => lookAtDatabase(config, clock) },
    { title: 'Redis', look: () => lookAtRedis(config.redisUrl) },
    { title: 'Mail', look: () => lookAtMail(config) },
  ];
  return Promise.all(
    looks.map(async ({ title, look }): Promise<ConnectionFinding> => {
      const late = () => new Error(`no answer within ${DEADLINE_MS / 1_000} s.`);
      try {
        return { state: 'ok', title, sentence: await withDeadline({ clock, ms: DEADLINE_MS, work: look, late }) };
      } catch (error) {
        return { state: 'failed', title, sentence: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
};

const lookAtFolder = async (dir: string): Promise<string> => {
  await mkdir(dir, { recursive: true });
  await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  return `${dir} can be written.`;
};

const lookAtDatabase = async (config: Config, clock: CommandSurroundings['clock']): Promise<string> => {
  if (config.databaseUrl === null) {
    const dir = embeddedDirOf(config);
    return (await stat(dir).catch(() => null))
      ? `is embedded, in ${dir}.`
      : `is embedded; the first start makes it in ${dir}.`;
  }
  const sql = await connectPostgres({ url: config.databaseUrl, clock, poolSize: 1, deadlineMs: CONNECT_MS });
  try {
    const { at, pending } = await migrationState(sql, MIGRATIONS_DIR);
    return `answers; the database is at migration ${at}, with ${pending.length} pending.`;
  } finally {
    await sql.end({ timeout: 1 });
  }
};

const lookAtRedis = async (url: string | null): Promise<string> => {
  if (url === null) return 'is not used: REDIS_URL is not set.';
  const redis = await connectRedis({ url, log: silentLogger, firstAttempts: 2 });
  redis.destroy();
  return 'answers.';
};

const lookAtMail = async (config: Config): Promise<string> => {
  if (config.smtpUrl === null) return 'is printed: SMTP_URL is not set.';
  const met = await tryMailServer({ url: config.smtpUrl, serverName: serverNameOf(config), timeoutMs: CONNECT_MS });
  if ('problem' in met) throw new Error(`The mail server let us not ${met.step}: ${met.problem}.`);
  return `server answers, ${met.encryption === null ? 'not encrypted' : `by ${met.encryption}`}, ${met.signedIn ? 'signed in' : 'without a sign-in'}.`;
};
