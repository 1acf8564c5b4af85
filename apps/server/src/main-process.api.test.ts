import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCookieKeeper, createRestClient } from '@livestreamer/client';
import { setUp, whoAmI } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';

const READY = /ready at (http:\S+)/;
let dataDir: string;
let running: ServerProcess[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'livestreamer-main-'));
  running = [];
});
afterEach(async () => {
  for (const server of running) {
    server.kill('SIGTERM');
    await server.ended();
  }
  await rm(dataDir, { recursive: true, force: true });
});

const start = (env: Record<string, string> = {}, before?: string): ServerProcess => {
  const server = startServerProcess({ env: { DATA_DIR: dataDir, ...env }, ...(before ? { before } : {}) });
  running.push(server);
  return server;
};

test('a show house on a laptop: started, set up, killed, started again, and nothing is lost', async () => {
  const first = start();
  const baseUrl = await first.says(READY);
  const token = await first.says(/setup\?token=([\w-]+)/);
  const cookies = createCookieKeeper();
  const body = { token, username: 'zoe', email: 'zoe@radio.example', password: 'correct horse', stationName: 'Night' };
  await createRestClient({ baseUrl, cookies }).call(setUp, { body });
  first.kill('SIGKILL');
  expect(await first.ended()).toBe('SIGKILL');

  const second = start();
  const again = createRestClient({ baseUrl: await second.says(READY), cookies });
  expect(await again.call(whoAmI, {})).toMatchObject({ username: 'zoe' });
  expect(second.output()).not.toContain('setup?token');
  expect(second.output()).toContain('did not stop in order');

  second.kill('SIGHUP'); // its terminal was closed
  expect(await second.ended()).toBe(0);
  expect(second.output()).toContain('LiveStreamer has stopped.');
});

test('what a library prints, and what Node warns of, are entries of the log', async () => {
  const before = `setInterval(() => { console.error('printed'); process.emitWarning('warned of'); }, 100);`;
  const server = start({ LIVESTREAMER_LOG_FORMAT: 'json' }, before);
  await server.says(/^\{.*"kind":"library".*"msg":"printed"\}$/m);
  await server.says(/^\{.*"kind":"library".*"msg":"warned of"\}$/m);
});

test('where programs read the log the set-up link is not in it, but beside it', async () => {
  const server = start({ LIVESTREAMER_LOG_FORMAT: 'json' });
  await server.says(READY);
  await server.says(/setup\?token=/);
  const lines = server.output().split('\n');
  expect(lines.filter((line) => line.includes('setup?token='))).toEqual([
    expect.stringMatching(/^Make the first account/),
  ]);
  expect(lines.filter((line) => line.startsWith('{')).length).toBeGreaterThan(2);
});

test('a second server on the same DATA_DIR is refused in a sentence, and the first one goes on', async () => {
  const first = start();
  const baseUrl = await first.says(READY);
  const second = start();
  expect(await second.ended()).toBe(1);
  expect(second.output()).toContain(`Another server already works on ${join(dataDir, 'postgres')}.`);
  expect((await fetch(`${baseUrl}/ready`)).status).toBe(200);
});

test('settings that are wrong are all told, and nothing is started', async () => {
  const server = start({ NODE_ENV: 'production', PORT: 'eighty' });
  expect(await server.ended()).toBe(1);
  for (const name of ['PORT', 'DATABASE_URL', 'REDIS_URL', 'SESSION_SECRET', 'PUBLIC_URL'])
    expect(server.output()).toContain(`\n  - ${name} must be`);
});

test('a port that is taken is told in a sentence, and the database is stopped again', async () => {
  const first = start();
  const { port } = new URL(await first.says(READY));
  const otherDir = join(dataDir, 'other');
  const second = start({ PORT: port, DATA_DIR: otherDir });
  expect(await second.ended()).toBe(1);
  expect(second.output()).toContain(`cannot listen on 127.0.0.1 port ${port}: another program already listens there`);
  const third = start({ DATA_DIR: otherDir });
  await third.says(READY);
  expect(third.output()).not.toContain('did not stop in order');
});

test.each([
  ['thrown', "throw new Error('boom')"],
  ['rejected', "Promise.reject(new Error('boom'))"],
])('an error that nobody foresaw (%s) is logged, and the server stops in order', async (_, mishap) => {
  const server = start({}, `process.on('SIGUSR2', () => { ${mishap} })`);
  await server.says(READY);
  server.kill('SIGUSR2');
  expect(await server.ended()).toBe(1);
  expect(server.output()).toMatch(/Error: An error that nobody foresaw.*boom.*LiveStreamer has stopped\./s);
});

test('a signal while the database is being made stops that too', async () => {
  const server = start();
  await server.says(/Making the database/);
  server.kill('SIGINT');
  expect(await server.ended()).toBe(0);
  const next = start();
  await next.says(READY);
  expect(next.output()).not.toContain('did not stop in order');
});

test('what is no start is a command, and its end is told to the shell', async () => {
  const commands = [
    ['migrate', '--nonsense'],
    ['migrate', '--check'],
    ['config', 'docs'],
  ].map((args) => startServerProcess({ env: { DATA_DIR: dataDir }, args }));
  running.push(...commands);
  expect(await Promise.all(commands.map(({ ended }) => ended()))).toEqual([2, 1, 0]);
  expect(commands.map(({ output }) => output())).toEqual([
    expect.stringContaining("unknown option '--nonsense'"),
    expect.stringContaining('There is no database in'),
    expect.stringContaining('| `DATA_DIR` |'),
  ]);
});
