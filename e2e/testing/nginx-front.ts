import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { frontCertificate } from './front-certificate.ts';

const PATIENCE_MS = 20_000;
const TEMPLATES = fileURLToPath(new URL('../../deploy/nginx/', import.meta.url));

/** Debian's nginx on loopback, with the configuration of `deploy/nginx` as it is. */
export interface NginxFront {
  /** `https://localhost:…`: pages, REST, news and listeners. */
  readonly origin: string;
  /** http: the way to https. */
  readonly plainPort: number;
  /** DJ tools, through `stream { }`. */
  readonly sourcePort: number;
  readonly sourceTlsPort: number;
  /** Of the master; workers are its children. */
  readonly pid: number;
  /** Where it puts what it keeps. */
  readonly folder: string;
  /** What it has written to its error log: warnings and worse. */
  errors(): string;
  /** As `nginx -s reload`; ends when a new worker has taken over. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/** Ports that are chosen before nginx starts, because a server wants to know its PUBLIC_URL. */
export interface FrontPorts {
  readonly http: number;
  readonly https: number;
  readonly source: number;
  readonly sourceTls: number;
  /** Of the server behind it. */
  readonly server: number;
}

/** Free ports of loopback. */
export const chooseFrontPorts = async (): Promise<FrontPorts> => {
  const chosen = new Set<number>();
  while (chosen.size < 5) {
    const port = randomInt(...PORTS);
    if (await isFree(port)) chosen.add(port);
  }
  const [http = 0, https = 0, source = 0, sourceTls = 0, server = 0] = chosen;
  return { http, https, source, sourceTls, server };
};

/** Below those that the kernel gives to outgoing connections: it takes seconds until somebody listens there. */
const PORTS = [20_000, 30_000] as const;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** How a site behind these ports is called. */
export const frontOrigin = ({ https }: FrontPorts): string => `https://localhost:${https}`;

interface NginxOptions {
  /** Of the server on 127.0.0.1, which need not listen yet; without it the one in `ports`. */
  readonly upstreamPort?: number;
  readonly ports?: FrontPorts;
  /** A header that tells the caller's address, as from a proxy before this one: journeys all come from loopback. */
  readonly addressHeader?: string;
}

export const startNginx = async ({ ports: given, addressHeader, ...server }: NginxOptions): Promise<NginxFront> => {
  const ports = given ?? (await chooseFrontPorts());
  const { upstreamPort = ports.server } = server;
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-e2e-nginx-'));
  render(folder, { upstreamPort, ports });
  if (addressHeader !== undefined)
    writeFileSync(
      join(folder, 'real-address-of-test.conf'),
      `set_real_ip_from 127.0.0.0/8;\nset_real_ip_from ::1;\nreal_ip_header ${addressHeader};\n`,
    );

  let errors = '';
  const child: ChildProcess = spawn(
    'nginx',
    ['-e', 'stderr', '-c', join(folder, 'nginx.conf'), '-g', 'daemon off; error_log stderr warn;'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: `${process.env['PATH']}:/usr/sbin` }, // Debian keeps servers where only root's PATH leads
    },
  );
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const pid = child.pid ?? 0;
  const isUp = (): Promise<boolean> => {
    // It tries a port that is taken for seconds, in which somebody else answers there.
    if (child.exitCode !== null || /bind\(\) .* failed/.test(errors)) throw new Error(`nginx cannot start:\n${errors}`);
    return takesConnections(ports.https);
  };
  await vi.waitUntil(isUp, { timeout: PATIENCE_MS, interval: 20 }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });

  return {
    origin: frontOrigin(ports),
    plainPort: ports.http,
    sourcePort: ports.source,
    sourceTlsPort: ports.sourceTls,
    pid,
    folder,
    errors: () => errors,
    reload: async () => {
      const before = new Set(childrenOf(pid));
      child.kill('SIGHUP');
      await vi.waitUntil(() => childrenOf(pid).some((worker) => !before.has(worker)), { timeout: PATIENCE_MS });
    },
    stop: async () => {
      const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await exited;
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

/** With the script that people use. */
const render = (folder: string, { upstreamPort, ports }: { upstreamPort: number; ports: FrontPorts }): void => {
  const { certificate, key } = frontCertificate();
  const work = join(folder, 'work');
  mkdirSync(work);
  const settings = {
    FRONT_NAMES: 'localhost 127.0.0.1',
    FRONT_URL: frontOrigin(ports),
    FRONT_UPSTREAM: `127.0.0.1:${upstreamPort}`,
    FRONT_IPV4: '127.0.0.1',
    FRONT_IPV6: '[::1]',
    FRONT_HTTP_PORT: ports.http,
    FRONT_HTTPS_PORT: ports.https,
    FRONT_SOURCE_PORT: ports.source,
    FRONT_SOURCE_TLS_PORT: ports.sourceTls,
    FRONT_CERTIFICATE: certificate,
    FRONT_CERTIFICATE_KEY: key,
    FRONT_ACME_ROOT: join(folder, 'acme'),
    FRONT_WORK_DIR: work,
    FRONT_RUN_DIR: folder,
    FRONT_USER: userInfo().username,
  };
  const file = join(folder, 'front.env');
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
  );
  execFileSync(join(TEMPLATES, 'render.sh'), [file, folder], { stdio: 'pipe' });
};

const childrenOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);

/** Whether somebody listens there. */
export const takesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
