import { listStations, signIn, signOut, whoAmI } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing/api-harness.ts';
import { scrape } from '../testing/metrics-scrape.ts';
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy.ts';
import { openTestRedis, type TestRedis } from '../testing/test-redis.ts';

let redis: TestRedis;
let line: TcpProxy;
let server: TestServer;
beforeEach(async () => {
  redis = await openTestRedis();
  const url = new URL(redis.url);
  line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  server = await startTestServer({ env: { REDIS_URL: url.href } });
});
afterEach(async () => {
  await server.stop();
  await line.close();
  await redis.close();
});

const readiness = async (): Promise<unknown> => (await fetch(`${server.baseUrl}/ready`)).json();
const well = { postgres: 'ok', redis: 'ok', disk: 'ok', jobs: 'ok' };
const ready = { status: 'ready', dependencies: well };

test('while Redis is away everybody sees what is public, and who is signed in stays so', async () => {
  const { rest } = server.admin;
  const figure = async (name: string) => (await scrape(server.baseUrl)).value(`livestreamer_redis_${name}`);
  expect(await readiness()).toEqual(ready);
  expect([await figure('connected'), await figure('reconnects_total')]).toEqual([1, 0]);
  expect(await rest.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });

  line.cut();
  await vi.waitFor(async () =>
    expect(await readiness()).toEqual({
      status: 'not ready',
      dependencies: { ...well, redis: 'failed' },
      reasons: ['redis cannot be used.'],
    }),
  );
  expect(await figure('connected')).toBe(0);
  expect(await rest.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });
  const { rest: comer } = server.visitor();
  const { username: login, password } = server.admin;
  await comer.call(signIn, { body: { login, password } });
  expect(await comer.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });
  await comer.call(signOut, {});
  await expect(comer.call(whoAmI, {})).rejects.toMatchObject({ status: 401 });
  expect((await rest.call(listStations, { query: {} })).items).toHaveLength(1);

  line.mend();
  await vi.waitFor(async () => expect(await readiness()).toEqual(ready), { timeout: 20_000 });
  expect([await figure('connected'), await figure('reconnects_total')]).toEqual([1, 1]);
  expect(await rest.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });
  expect(server.logged.join('')).toContain('Redis is reachable again.');
});

test('when Redis forgets everything, nobody is signed out', async () => {
  const { rest } = server.admin;
  await redis.redis.flushDb();
  expect(await rest.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });
  expect((await rest.call(listStations, { query: {} })).items).toHaveLength(1);
});
