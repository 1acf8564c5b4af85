import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { systemClock } from '@livestreamer/clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkTls } from './tls-check.ts';

const DAYS = 90;
const DAY_MS = 86_400_000;

const dir = mkdtempSync(join(tmpdir(), 'tls-check-'));
const servers: Server[] = [];
let cert = '';
let port = 0;

const listen = async (server: Server): Promise<number> => {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
};

beforeAll(async () => {
  const [keyPath, certPath] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const subject = ['-subj', '/O=Test Authority/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyPath, '-out', certPath];
  execFileSync('openssl', ['req', '-x509', '-days', String(DAYS), ...made, ...subject], { stdio: 'ignore' });
  cert = readFileSync(certPath, 'utf8');
  port = await listen(
    createServer({ key: readFileSync(keyPath), cert }, (socket) => socket.on('error', () => undefined)),
  );
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(dir, { recursive: true });
});

interface Looking {
  readonly host?: string;
  readonly scheme?: string;
  readonly at?: number;
  readonly inDays?: number;
  readonly known?: boolean;
}

const look = ({ host = 'localhost', scheme = 'https', at = port, inDays = 0, known = true }: Looking = {}) =>
  checkTls({
    publicUrl: `${scheme}://${host}:${at}`,
    clock: { ...systemClock, now: () => systemClock.now() + inDays * DAY_MS },
    deadlineMs: 5_000,
    ...(known ? { ca: cert } : {}),
  });

test('a good certificate is told with its authority and the days it is good for', async () => {
  const { state, sentence } = await look();
  expect(state).toBe('ok');
  expect(sentence).toMatch(/^The certificate of localhost, by Test Authority, is good for another (89|90) days\.$/);
});

test('one that ends soon, or has ended, comes with the lines that renew it', async () => {
  const soon = await look({ inDays: DAYS - 10 });
  expect(soon).toMatchObject({ state: 'warning', advice: expect.stringContaining('certbot renew') });
  expect(soon.sentence).toMatch(/another (9|10) days; its renewal seems to be stuck/);
  const ended = await look({ inDays: DAYS + 3 });
  expect(ended).toMatchObject({ state: 'failed', sentence: expect.stringMatching(/ended [34] days ago/) });
});

test('one for another name, or by nobody that is known, is a failure', async () => {
  const other = await look({ host: '127.0.0.1' });
  expect(other.sentence).toBe('The certificate is not for 127.0.0.1, but for localhost.');
  const unknown = await look({ known: false });
  expect(unknown.sentence).toMatch(/^The certificate of localhost is signed by nobody that browsers know/);
});

test('what speaks no TLS, or nothing at all, is told as that', async () => {
  const silent = await listen(createTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
  expect((await look({ at: silent })).sentence).toMatch(/does not speak TLS: \S/);
  expect((await look({ at: 1 })).sentence).toMatch(/does not speak TLS: nothing listens there/);
});

test('http is a warning for others and none for this machine alone', async () => {
  expect(await look({ scheme: 'http', host: 'radio.example' })).toMatchObject({ state: 'warning' });
  expect(await look({ scheme: 'http' })).toMatchObject({ state: 'skipped' });
});
