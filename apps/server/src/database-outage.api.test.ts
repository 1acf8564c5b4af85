import { listStations, requestPasswordReset, signIn } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing/api-harness.ts';
import { scrape } from '../testing/metrics-scrape.ts';
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
let line: TcpProxy;
let server: TestServer;
beforeEach(async () => {
  database = await openTestDatabase();
  const url = new URL(database.url);
  line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(line.port);
  server = await startTestServer({ env: { DATABASE_URL: url.href } });
});
afterEach(async () => {
  await server.stop();
  await line.close();
  await database.close();
});

const statusOf = async (path: string): Promise<number> => (await fetch(`${server.baseUrl}${path}`)).status;

test('while the database is away the server lives and says so, and it goes on when the database is back', async () => {
  const { rest } = server.visitor();
  const { username, password } = server.admin;
  expect(await statusOf('/ready')).toBe(200);

  line.cut();
  await expect(rest.call(signIn, { body: { login: username, password } })).rejects.toMatchObject({
    status: 503,
    code: 'unavailable',
  });
  // What is answered with "accepted" must not get lost.
  await expect(rest.call(requestPasswordReset, { body: { email: 'zoe@radio.example' } })).rejects.toMatchObject({
    code: 'unavailable',
  });
  await vi.waitUntil(async () => (await statusOf('/ready')) === 503, { timeout: 5_000, interval: 50 });
  expect(await statusOf('/health')).toBe(200);
  const scraped = await vi.waitUntil(
    async () => {
      const now = await scrape(server.baseUrl);
      // What was read before may be told for five seconds.
      return now.value('livestreamer_mail_waiting') === undefined && now;
    },
    { timeout: 10_000, interval: 200 },
  );
  expect(scraped.value('livestreamer_dependency_up', { name: 'postgres' })).toBe(0);
  expect(scraped.value('livestreamer_ready')).toBe(0);
  expect(scraped.value('livestreamer_postgres_statements_lost_total')).toBeGreaterThan(0);

  line.mend();
  await vi.waitUntil(async () => (await statusOf('/ready')) === 200, { timeout: 20_000, interval: 100 });
  await expect(rest.call(listStations, { query: {} })).resolves.toMatchObject({ items: [{ default: true }] });
  expect(server.logged.join('')).not.toContain('"level":"error"');
});
