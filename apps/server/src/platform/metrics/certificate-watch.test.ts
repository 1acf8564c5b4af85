import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { systemClock as clock, createFakeClock } from '@livestreamer/clock';
import { afterEach, expect, test, vi } from 'vitest';
import { createCertificateWatch } from './certificate-watch.ts';

const undo: (() => unknown)[] = [];
afterEach(() => {
  for (const step of undo.splice(0).reverse()) step();
});

/** A server that shows a certificate of its own, good for so many days. */
const startTls = async (days: number, port = 0): Promise<string> => {
  const dir = mkdtempSync(join(tmpdir(), 'certificate-'));
  undo.push(() => rmSync(dir, { recursive: true, force: true }));
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-days', String(days)];
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', [...args, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  undo.push(() => server.close());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `https://localhost:${(server.address() as AddressInfo).port}`; // it listens on TCP
};

const watch = (publicUrl: string | null) => {
  const it = createCertificateWatch({ publicUrl, clock });
  undo.push(() => it.stop?.());
  it.start?.();
  return it;
};

test('it knows how long the certificate of the public address is good', async () => {
  const certificate = watch(await startTls(30));
  expect(certificate.remainingDays()).toBeNull();
  await vi.waitFor(() => expect(certificate.remainingDays()).toBeGreaterThan(29), { timeout: 10_000 });
  expect(certificate.remainingDays()).toBeLessThan(30);
});

test('a server that was there before its proxy knows it a minute later', async () => {
  const probe = createTcpServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo; // it listens on TCP
  probe.close();
  await once(probe, 'close');
  const fake = createFakeClock();
  const early = createCertificateWatch({ publicUrl: `https://localhost:${port}`, clock: fake });
  undo.push(() => early.stop?.());
  early.start?.();
  await startTls(30, port);
  let minutes = 0;
  await vi.waitFor(
    () => {
      minutes += 1;
      fake.advance(60_000);
      expect(early.remainingDays()).not.toBeNull();
    },
    { timeout: 10_000, interval: 200 },
  );
  expect(minutes).toBeLessThan(50);
});

test.each([null, 'http://radio.example', 'https://127.0.0.1:1'])(
  'of %s it knows nothing, and fails nowhere',
  async (url) => {
    const certificate = watch(url);
    await new Promise((resolve) => setImmediate(resolve));
    expect(certificate.remainingDays()).toBeNull();
  },
);
