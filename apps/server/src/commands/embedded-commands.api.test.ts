import { mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRestClient } from '@livestreamer/client';
import { signIn } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commandLine } from '../../testing/command-line.ts';
import { type ServerProcess, startServerProcess } from '../../testing/server-process.ts';
import { openTestDatabase } from '../../testing/test-database.ts';

const PASSWORD = 'correct horse battery';
let dir: string;
let dataDir: string;
const running: ServerProcess[] = [];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-embedded-'));
  dataDir = join(dir, 'data');
});
afterAll(async () => {
  for (const server of running) {
    server.kill('SIGTERM');
    await server.ended();
  }
  await rm(dir, { recursive: true });
});

const ADMIN = { ADMIN_USERNAME: 'zoe', ADMIN_EMAIL: 'zoe@radio.example', ADMIN_PASSWORD: PASSWORD };

const startServer = async (folder: string): Promise<{ server: ServerProcess; baseUrl: string }> => {
  const server = startServerProcess({ env: { DATA_DIR: folder, ...ADMIN } });
  running.push(server);
  return { server, baseUrl: await server.says(/ready at (http:\S+)/) };
};

const run = (args: readonly string[], input = PASSWORD) => commandLine(args, { env: { DATA_DIR: dataDir }, input });
const makeUser = (name: string) =>
  run(['user', 'create', name, '--email', `${name}@radio.example`, '--password-stdin']);
const signInAs = (baseUrl: string, login: string) =>
  createRestClient({ baseUrl }).call(signIn, { body: { login, password: PASSWORD } });
/** Whether the embedded PostgreSQL of a folder runs. */
const isRunning = async (folder: string): Promise<boolean> =>
  (await stat(join(folder, 'postgres/cluster/pgdata/postmaster.pid')).catch(() => null)) !== null;

test('with the embedded database commands work beside a running server, without one, and at the same time', async () => {
  const { server, baseUrl } = await startServer(dataDir);
  expect(await makeUser('nora')).toMatchObject({ exitCode: 0 });
  await signInAs(baseUrl, 'nora');
  expect(await run(['backup', join(dir, 'beside.tar')])).toMatchObject({ exitCode: 0, complaints: '' });
  expect(await run(['restore', join(dir, 'beside.tar')])).toMatchObject({
    exitCode: 1,
    complaints: expect.stringContaining(`${dataDir} is not empty`),
  });
  expect((await fetch(`${baseUrl}/ready`)).status).toBe(200);

  server.kill('SIGTERM');
  await server.ended();
  expect(await isRunning(dataDir)).toBe(false);
  const outcomes = await Promise.all([makeUser('piet'), makeUser('rosa'), run(['migrate', '--check'])]);
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect(await isRunning(dataDir)).toBe(false);
});

test('commands that start and stop the embedded database at the same time do not get in each other’s way', async () => {
  for (let round = 0; round < 10; round += 1) {
    const outcomes = await Promise.all([1, 2, 3].map(() => run(['migrate', '--check'])));
    expect(outcomes.map(({ complaints }) => complaints)).toEqual(['', '', '']);
    expect(await isRunning(dataDir)).toBe(false);
  }
});

test('a backup of an embedded database becomes another embedded one, where everybody signs in', async () => {
  const restored = join(dir, 'restored');
  expect(await run(['backup', join(dir, 'stopped.tar')])).toMatchObject({ exitCode: 0 });
  const outcome = await commandLine(['restore', join(dir, 'stopped.tar')], { env: { DATA_DIR: restored } });
  expect(outcome).toMatchObject({ exitCode: 0, printed: expect.stringContaining('Start the server now.') });
  expect(outcome.complaints).not.toContain('secret');
  expect(await isRunning(restored)).toBe(false);
  expect((await readdir(restored)).sort()).toEqual(['postgres', 'session-secret']);
  const { baseUrl } = await startServer(restored);
  for (const login of ['zoe', 'nora', 'piet', 'rosa']) await signInAs(baseUrl, login);
});

test('a command that is interrupted leaves nothing behind, and stops the database that it started', async () => {
  await mkdir(join(dataDir, 'recordings'), { recursive: true });
  const large = join(dataDir, 'recordings', 'large.mp3');
  await writeFile(large, '');
  await truncate(large, 2_000_000_000);
  const path = join(dir, 'interrupted.tar');
  const command = startServerProcess({ env: { DATA_DIR: dataDir }, args: ['backup', path] });
  running.push(command);
  const begun = async (): Promise<boolean> => {
    const part = (await readdir(dir)).find((name) => /^interrupted\.tar\..+\.part$/.test(name));
    return part !== undefined && (await stat(join(dir, part))).size > 0;
  };
  await vi.waitUntil(begun, { timeout: 30_000 });
  command.kill('SIGINT');
  expect(await command.ended()).toBe(1);
  expect(command.output()).toContain('Stopped by SIGINT.');
  expect((await readdir(dir)).filter((name) => name.startsWith('interrupted'))).toEqual([]);
  expect(await isRunning(dataDir)).toBe(false);
  await rm(large);
});

test('onto a database elsewhere, of whatever version, and with another secret that is told', async () => {
  const target = await openTestDatabase({ migrated: false });
  const env = { DATABASE_URL: target.url, DATA_DIR: join(dir, 'elsewhere'), SESSION_SECRET: 'x'.repeat(32) };
  const { exitCode, complaints } = await commandLine(['restore', join(dir, 'stopped.tar')], { env });
  expect(exitCode).toBe(0);
  expect(complaints).toContain('The secret of this server is not the one of the backup');
  const [row] = await target.sql`select count(*)::integer as count from account`;
  expect(row).toEqual({ count: 4 });
  await target.close();
});
