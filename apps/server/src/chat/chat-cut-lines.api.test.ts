import { setTimeout as wait } from 'node:timers/promises';
import {
  type ChatLog,
  createChatLog,
  createEventStreamSocket,
  createRealtimeClient,
  createRestClient,
  type RealtimeSocket,
} from '@livestreamer/client';
import { listMessages, REALTIME_EVENTS_PATH, REALTIME_PATH, signIn } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { startTcpProxy, type TcpProxy } from '../../testing/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addMember } from '../../testing/test-members.ts';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';

const EACH = 10;
const CUTS = 40;
const PATIENCE = { timeout: 50_000, interval: 100 };

let database: TestDatabase;
let redis: TestRedis;
let servers: readonly [TestServer, TestServer];
beforeAll(async () => {
  database = await openTestDatabase();
  redis = await openTestRedis();
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, SESSION_SECRET: 's'.repeat(32) };
  const here = await startTestServer({ env });
  servers = [here, await startTestServer({ env, notSetUp: true })];
});
afterAll(async () => {
  for (const server of [...servers].reverse()) await server.stop();
  await redis.close();
  await database.close();
});

/** A member's page with a line of its own, which can be cut; by WebSocket, or by server-sent events. */
interface CutPage {
  readonly line: TcpProxy;
  readonly log: ChatLog;
  texts(): string[];
  close(): Promise<void>;
}

const openPage = async (server: TestServer, kind: 'WebSocket' | 'event stream'): Promise<CutPage> => {
  const member = await addMember({ ...servers[0], sql: database.sql });
  await member.rest.call(signIn, { body: { login: member.username, password: member.password } });
  const line = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(server.baseUrl).port) });
  const host = `127.0.0.1:${line.port}`;
  const cookie = member.cookies.header() ?? '';
  const send: typeof fetch = (address, init) =>
    fetch(address, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), cookie } });
  const rest = createRestClient({ baseUrl: `http://${host}`, fetch: send, timeoutMs: 5_000 });
  const openSocket = (url: string): RealtimeSocket =>
    kind === 'WebSocket'
      ? new WebSocket(url, { headers: { cookie } })
      : createEventStreamSocket({ url: `http://${host}${REALTIME_EVENTS_PATH}`, fetch: send });
  const realtime = createRealtimeClient({ url: `ws://${host}${REALTIME_PATH}`, openSocket });
  const log = createChatLog({ station: servers[0].station, rest, realtime });
  return {
    line,
    log,
    texts: () => log.view().items.map(({ message, pending }) => (message ? message.text : `pending ${pending?.state}`)),
    close: async () => {
      log.close();
      realtime.close();
      await line.close();
    },
  };
};

test('six pages on two servers, whose lines are cut again and again while all of them write: nothing is missing, nothing doubled', async () => {
  const kinds = ['WebSocket', 'WebSocket', 'event stream'] as const;
  const pages = await Promise.all(servers.flatMap((server) => kinds.map((kind) => openPage(server, kind))));
  await vi.waitFor(() => expect(pages.every(({ log }) => log.view().state === 'ready')).toBe(true), PATIENCE);

  const cutting = async (): Promise<void> => {
    for (let cut = 0; cut < CUTS; cut += 1) {
      const page = pages[(cut * 5) % pages.length];
      page?.line.cut();
      await wait(50);
      page?.line.mend();
      await wait(50);
    }
  };
  const writing = async (page: CutPage, person: number): Promise<void> => {
    for (let n = 0; n < EACH; n += 1) {
      page.log.post(`${person} says ${n}`);
      await wait(300);
    }
  };
  await Promise.all([cutting(), ...pages.map(writing)]);

  const stored = async (): Promise<string[]> => {
    const { items } = await servers[1]
      .visitor()
      .rest.call(listMessages, { params: { station: servers[0].station }, query: { limit: 100 } });
    return items.map(({ text }) => text).reverse();
  };
  await vi.waitFor(async () => expect(await stored()).toHaveLength(pages.length * EACH), PATIENCE);
  const inOrder = await stored();
  expect(new Set(inOrder).size).toBe(inOrder.length);
  for (const page of pages) await vi.waitFor(() => expect(page.texts()).toEqual(inOrder), PATIENCE);
  for (const page of pages) await page.close();
}, 180_000);
