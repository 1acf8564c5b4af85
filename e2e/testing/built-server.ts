import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { chooseFrontPorts, type FrontPorts, frontOrigin, type NginxFront, startNginx } from './nginx-front.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { startServerServices } from './server-services.ts';

/** How long the built server may take to a first answer, database made from nothing included. */
const START_MS = 60_000;
const STOP_MS = 20_000;

/** The sentence that the server says when it takes connections. */
const READY = /ready at https?:\/\/[a-z0-9.]+:(\d+)/;

/** The admin that every journey signs in as. */
export const ADMIN = { username: 'dj-anna', email: 'anna@example.org', password: 'correct horse: battery' } as const;

/** The built server as a process of its own, on loopback, with its own DATA_DIR; behind nginx, if it is to be. */
export interface ServerProcess {
  readonly url: string;
  /** As people and letters name it: passkeys want a name and no address. */
  readonly site: string;
  /** For DJ tools, and all that speak to a bare socket: behind nginx it goes through `stream { }`. */
  readonly port: number;
  /** Its own port, whatever stands before it. */
  readonly ownPort: number;
  /** Null: people reach it directly. */
  readonly front: NginxFront | null;
  readonly pid: number;
  readonly dataDir: string;
  /** Everything it has printed, in full detail. */
  output(): string;
  /** What must not be in there; `dispose` looks. */
  readonly secrets: Secrets;
  /** Where its letters go. */
  readonly mailbox: Mailbox;
  /** SIGTERM, and waits; gives the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, and waits. Its data stay. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data, after `stop` or `kill`. */
  restart(): Promise<void>;
  /** Starts another server on the same data, waits for its end, and gives what it said. */
  startSecond(): Promise<{ output: string; code: number | null }>;
  /** Stops it and removes its data; throws when a secret of the journey stands in its log or its database's. */
  dispose(): Promise<void>;
}

/** Secrets that it makes for itself, in DATA_DIR. */
const OWN_SECRETS = { 'session secret': 'session-secret', 'password of the database': 'postgres/cluster/password' };

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

/** What stands before the server when a journey does not say: nothing, or nginx with TLS where the whole suite is to go through it. */
const IS_BEHIND_NGINX = process.env['LIVESTREAMER_E2E_FRONT'] === 'nginx';

interface ServerOptions {
  readonly behindNginx?: boolean;
  /** See {@link startNginx}. */
  readonly addressHeader?: string;
}

export const startServer = async (
  env: Record<string, string> = {},
  { behindNginx = IS_BEHIND_NGINX, ...frontOptions }: ServerOptions = {},
): Promise<ServerProcess> => {
  const folder = await mkdtemp(join(tmpdir(), 'livestreamer-e2e-'));
  const secrets = createSecrets();
  secrets.keep('password', ADMIN.password);
  const mailbox = await openMailbox(secrets);
  const inDataDir = (path: string): Promise<string> => readFile(join(folder, 'data', path), 'utf8');
  const services = env['DATABASE_URL'] === undefined ? await startServerServices() : null;
  let printed = '';
  let child: ChildProcess;
  const frontPorts = behindNginx ? await chooseFrontPorts() : null;
  let port = frontPorts?.server ?? 0;

  const spawnServer = (onPort: number): ChildProcess =>
    spawn(process.execPath, [MAIN], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOST: '127.0.0.1',
        PORT: String(onPort),
        DATA_DIR: join(folder, 'data'),
        ADMIN_USERNAME: ADMIN.username,
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        SMTP_URL: mailbox.url,
        LIVESTREAMER_LOG_FORMAT: 'json',
        LIVESTREAMER_LOG_LEVEL: 'debug',
        ...(frontPorts ? settingsBehind(frontPorts) : {}),
        ...services?.env,
        ...env,
      },
    });

  const launch = async (): Promise<void> => {
    child = spawnServer(port);
    const started = printed.length;
    const take = (chunk: Buffer): void => {
      printed += chunk.toString();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    await vi.waitUntil(
      () => {
        if (child.exitCode !== null) throw new Error(`The server ended at start:\n${printed}`);
        return READY.test(printed.slice(started));
      },
      { timeout: START_MS, interval: 20 },
    );
    if (!frontPorts) port = Number(READY.exec(printed.slice(started))?.[1]);
  };

  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await exited;
      clearTimeout(late);
    }
    return child.exitCode;
  };

  await launch();
  const startFront = (ports: FrontPorts): Promise<NginxFront> =>
    startNginx({ ...frontOptions, ports }).catch(async (error: unknown) => {
      await end('SIGTERM');
      throw error;
    });
  const front = frontPorts && (await startFront(frontPorts));
  return {
    get url() {
      return front?.origin ?? `http://127.0.0.1:${port}`;
    },
    get site() {
      return front?.origin ?? `http://localhost:${port}`;
    },
    get port() {
      return front?.sourcePort ?? port;
    },
    get ownPort() {
      return port;
    },
    front,
    get pid() {
      return child.pid ?? 0;
    },
    dataDir: join(folder, 'data'),
    output: () => printed,
    secrets,
    mailbox,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL').then(() => undefined),
    restart: launch,
    startSecond: async () => {
      const second = spawnServer(0);
      let output = '';
      const take = (chunk: Buffer): void => {
        output += chunk.toString();
      };
      second.stdout?.on('data', take);
      second.stderr?.on('data', take);
      const late = setTimeout(() => second.kill('SIGKILL'), START_MS);
      await new Promise<void>((resolve) => second.once('close', () => resolve()));
      clearTimeout(late);
      return { output, code: second.exitCode };
    },
    dispose: async () => {
      if (child.signalCode === 'SIGKILL') await launch();
      await end('SIGTERM');
      await front?.stop();
      await services?.stop();
      await mailbox.close();
      const hasOwnDatabase = services === null && env['DATABASE_URL'] === undefined;
      for (const [name, path] of Object.entries(OWN_SECRETS))
        if (hasOwnDatabase || !path.startsWith('postgres/')) secrets.keep(name, (await inDataDir(path)).trim());
      const ofDatabase = hasOwnDatabase ? await inDataDir('postgres/postgres.log') : '';
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      const leaks = await secrets.leaksIn(`${printed}\n${ofDatabase}`);
      if (leaks.length > 0) throw new Error(`The log holds secrets: ${leaks.join('; ')}.`);
    },
  };
};

/** What whoever puts nginx before a server tells it (docs/operations/behind-a-proxy.md). */
const settingsBehind = (ports: FrontPorts): Record<string, string> => ({
  PUBLIC_URL: frontOrigin(ports),
  LIVESTREAMER_SOURCE_URL: `https://localhost:${ports.sourceTls}`,
  TRUSTED_PROXIES: 'loopback',
});
