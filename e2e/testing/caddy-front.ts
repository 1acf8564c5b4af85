import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { frontCertificate } from './front-certificate.ts';
import { chooseFrontPorts, frontOrigin, takesConnections } from './nginx-front.ts';

const CADDYFILE = fileURLToPath(new URL('../../deploy/caddy/Caddyfile', import.meta.url));
const PATIENCE_MS = 20_000;

/** Debian's Caddy on loopback, with the configuration of `deploy/caddy`: another name, port and certificate, and all else as it is. */
export interface CaddyFront {
  /** `https://localhost:…`. */
  readonly origin: string;
  stop(): Promise<void>;
}

export const startCaddy = async ({ upstreamPort }: { readonly upstreamPort: number }): Promise<CaddyFront> => {
  const ports = await chooseFrontPorts();
  const origin = frontOrigin(ports);
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-e2e-caddy-'));
  const { certificate, key } = frontCertificate();
  const site = readFileSync(CADDYFILE, 'utf8').replace(
    /^radio\.example \{$/m,
    `${origin} {\n\tbind 127.0.0.1 ::1\n\ttls ${certificate} ${key}`,
  );
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
  const child = spawn('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      LIVESTREAMER_UPSTREAM: `127.0.0.1:${upstreamPort}`,
    },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'close');
      child.kill('SIGKILL'); // in order, it waits for listeners
      await exited;
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const isUp = (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`Caddy cannot start:\n${said}`);
    return takesConnections(ports.https);
  };
  await vi.waitUntil(isUp, { timeout: PATIENCE_MS, interval: 20 }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { origin, stop };
};
