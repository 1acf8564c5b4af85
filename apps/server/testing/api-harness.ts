import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CookieKeeper, createCookieKeeper, createRestClient, type RestClient } from '@livestreamer/client';
import { setUp } from '@livestreamer/contracts';
import { inject } from 'vitest';
import { type Environment, readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import type { Sql } from '../src/platform/postgres/index.ts';
import { createServer } from '../src/server.ts';
import { openTestDatabase } from './test-database.ts';
import { openTestRedis } from './test-redis.ts';

/** Somebody with a browser. */
export interface TestPerson {
  readonly rest: RestClient;
  readonly cookies: CookieKeeper;
}

/** A real server on a free port, with a database and a folder of its own. */
export interface TestServer {
  readonly baseUrl: string;
  /** The first admin, signed in. */
  readonly admin: TestPerson & { readonly username: string; readonly email: string; readonly password: string };
  /** The slug of the default station. */
  readonly station: string;
  /** Somebody who is not signed in. */
  visitor(): TestPerson;
  readonly sql: Sql;
  /** DATABASE_URL and DATA_DIR of the server, for commands beside it. */
  readonly env: Environment;
  /** Every line that was logged, as JSON. */
  readonly logged: readonly string[];
  /** Every sentence for the person who started the server. */
  readonly announced: readonly string[];
  stop(): Promise<void>;
}

interface TestServerOptions {
  /** Settings as in the environment, on top of the harness's own. An empty text unsets one. */
  readonly env?: Environment;
  /** True: the server still waits for its first admin; `admin` is nobody yet. */
  readonly notSetUp?: boolean;
}

/** Start it in `beforeAll` or in a test, and stop it after. Runs on Redis when TEST_REDIS_URL is set, else in process. */
export const startTestServer = async ({ env = {}, notSetUp = false }: TestServerOptions = {}): Promise<TestServer> => {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'livestreamer-api-'));
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    const database = await openTestDatabase();
    undo.push(database.close);
    const redis = inject('testServersOnRedis') ? await openTestRedis() : null;
    if (redis) undo.push(redis.close);

    const nonce = randomBytes(4).toString('hex');
    const person = {
      username: `Admin-${nonce}`,
      email: `Admin-${nonce}@radio.example`,
      password: `pass:word ${nonce}`,
    };
    const serverEnv = {
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      REDIS_URL: redis?.url,
      LIVESTREAMER_LOG_LEVEL: 'debug',
      ...env,
    };
    const config = readConfig(serverEnv);

    const logged: string[] = [];
    const announced: string[] = [];
    const log = createLog({ level: config.logLevel, format: 'json', write: (line) => logged.push(line) });
    // As a server does whose output is no terminal.
    const announce = (sentence: string, kind?: 'secret'): void => {
      announced.push(sentence);
      if (kind !== 'secret') log.info({}, sentence);
    };
    const server = createServer(config, { log, announce });
    undo.push(server.stop);
    await server.start();

    const baseUrl = server.address();
    const visitor = (): TestPerson => {
      const cookies = createCookieKeeper();
      return { cookies, rest: createRestClient({ baseUrl, cookies }) };
    };
    const admin = { ...visitor(), ...person };
    const station = `radio-${nonce}`;
    if (!notSetUp) {
      const body = { ...person, token: setUpTokenIn(announced), stationName: `Radio ${nonce}` };
      await admin.rest.call(setUp, { body });
    }
    return { baseUrl, admin, visitor, sql: database.sql, env: serverEnv, logged, announced, stop, station };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The token of the set-up link that the server announced. */
export const setUpTokenIn = (announced: readonly string[]): string => {
  const token = /\/setup\?token=([\w-]+)/.exec(announced.join('\n'))?.[1];
  if (token === undefined) throw new Error('No set-up link was announced.');
  return token;
};
