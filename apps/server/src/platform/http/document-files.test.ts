import { once } from 'node:events';
import { mkdtemp, readdir, readlink, rm, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import type { DocumentPiece } from './document-reply.ts';

let dir: string;
let pieces: readonly DocumentPiece[];
let asked: number;
let rig: HttpRig;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-files-'));
});
afterAll(() => rm(dir, { recursive: true }));
afterEach(() => rig.stop());

const start = async (options: Parameters<typeof startHttpRig>[0] = {}): Promise<void> => {
  asked = 0;
  pieces = [];
  rig = await startHttpRig({
    ...options,
    register: (registrar) =>
      registrar.addDocument({ path: '/files/:file', access: 'public' }, async () => {
        asked += 1;
        return { contentType: 'audio/mpeg', body: pieces, etag: '"v1"', cache: 'no-store' };
      }),
  });
};

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

/** Which of our files this process has open. */
const openFiles = async (): Promise<string[]> => {
  const links = await Promise.allSettled((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`)));
  return links.flatMap((link) => (link.status === 'fulfilled' && link.value.startsWith(dir) ? [link.value] : []));
};

const large = async (bytes: number): Promise<void> => {
  const path = join(dir, 'large');
  await writeFile(path, '');
  await truncate(path, bytes);
  pieces = [{ path, start: 0, end: bytes }];
};

test('files are not read faster than the client takes them, and closed when it leaves', async () => {
  await start();
  await large(500_000_000);
  const before = process.memoryUsage().rss;
  const socket = connect(rig.port, '127.0.0.1');
  socket.write('GET /files/a HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'readable');
  await vi.waitFor(async () => expect(await openFiles()).toHaveLength(1));
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  socket.destroy();
  await vi.waitFor(async () => expect(await openFiles()).toEqual([]));
});

test('files of a client that takes nothing more are closed after a time, and so is its connection', async () => {
  await start({ documentStallMs: 200 });
  await large(500_000_000);
  const socket = connect(rig.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET /files/a HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'readable');
  await vi.waitFor(() => expect(rig.http.report().closedStalled).toBe(1), { timeout: 5_000 });
  await vi.waitFor(async () => expect(await openFiles()).toEqual([]));
  socket.destroy();
});

test('files are closed too when a hundred clients leave as soon as they have asked', async () => {
  await start();
  await large(5_000_000);
  const sockets = Array.from({ length: 100 }, () => connect(rig.port, '127.0.0.1'));
  await Promise.all(
    sockets.map(async (socket) => {
      await once(socket, 'connect');
      socket.write('GET /files/a HTTP/1.1\r\nHost: x\r\n\r\n', () => socket.destroy());
    }),
  );
  await vi.waitFor(() => expect(asked).toBeGreaterThan(0));
  await vi.waitFor(async () => expect(await openFiles()).toEqual([]), { timeout: 5_000 });
  expect(rig.complaints).toEqual([]);
});

test('files that are missing are an error of ours, said before anything else was', async () => {
  await start();
  pieces = [{ path: join(dir, 'missing'), start: 0, end: 5 }];
  const response = await fetch(`${rig.baseUrl}/files/a`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('missing');
  expect(rig.complaints).toHaveLength(1);
});

test('files that are shorter than promised end in a broken connection, never in a short answer that looks whole', async () => {
  await start();
  await large(300_000);
  await truncate(join(dir, 'large'), 200_000);
  const response = await fetch(`${rig.baseUrl}/files/a`);
  expect(response.status).toBe(200);
  await expect(bytesOf(response)).rejects.toThrow();
  await vi.waitFor(() => expect(rig.complaints).toHaveLength(1));
  expect(await openFiles()).toEqual([]);
});
