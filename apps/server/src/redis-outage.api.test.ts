import { endOtherSessions, listStations, signIn, signOut, whoAmI } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing/api-harness.ts';
import { scrape } from '../testing/metrics-scrape.ts';
import { startRedisProcess } from '../testing/redis-process.ts';
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy.ts';
import { openTestRedis, type TestRedis } from '../testing/test-redis.ts';
import { silentLogger } from './platform/index.ts';
import { connectRedis, type Redis } from './platform/redis/index.ts';

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
      status: 'ready',
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

test.each([
  ['is full', (own: Redis) => own.configSet({ maxmemory: '1mb', 'maxmemory-policy': 'noeviction' }), 'OOM'],
  ['follows another', (own: Redis) => own.sendCommand(['REPLICAOF', '127.0.0.1', '1']), 'READONLY'],
])(
  'a Redis that %s signs nobody out, and keeps nobody from signing in, out, and everywhere out',
  async (_, spoil, code) => {
    const own = await startRedisProcess();
    const other = await startTestServer({ env: { REDIS_URL: own.url } });
    const to = await connectRedis({ url: own.url, log: silentLogger });
    const { rest, username: login, password } = other.admin;
    await rest.call(whoAmI, {});
    await spoil(to);
    const answer = async () => (await fetch(`${other.baseUrl}/ready`)).json();
    await vi.waitFor(async () =>
      expect(await answer()).toMatchObject({ status: 'ready', reasons: [`redis takes nothing (${code}).`] }),
    );
    expect(await rest.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });
    const [here, there] = [other.visitor().rest, other.visitor().rest];
    for (const comer of [here, there]) {
      await comer.call(signIn, { body: { login, password } });
      expect(await comer.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });
    }
    await here.call(signOut, {});
    await expect(here.call(whoAmI, {})).rejects.toMatchObject({ status: 401 });
    await rest.call(endOtherSessions, {});
    await expect(there.call(whoAmI, {})).rejects.toMatchObject({ status: 401 });
    const said = other.logged.join('').match(/Redis does not take who is signed in/g);
    expect(said).toHaveLength(1);
    to.destroy();
    await other.stop();
    await own.stop();
  },
);

test('a Redis that hangs costs a request half a second, and no more once it is known', async () => {
  const { rest } = server.admin;
  await rest.call(whoAmI, {});
  line.silence();
  const given = (): number => server.logged.join('').split('Redis is not reachable.').length;
  const before = given();
  expect(await rest.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });
  // Long before the silence after which the connection is given up.
  expect(given()).toBe(before);
  await vi.waitFor(() => expect(given()).toBe(before + 1), { timeout: 20_000 });
  line.mend();
});

test('when Redis forgets everything, nobody is signed out', async () => {
  const { rest } = server.admin;
  await redis.redis.flushDb();
  expect(await rest.call(whoAmI, {})).toMatchObject({ roles: ['admin'] });
  expect((await rest.call(listStations, { query: {} })).items).toHaveLength(1);
});
