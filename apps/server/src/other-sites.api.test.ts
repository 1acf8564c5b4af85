import { once } from 'node:events';
import { REALTIME_PATH, ROUTES, type Route, whoAmI } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../testing/api-harness.ts';

const PUBLIC_URL = 'https://radio.example';
const FOREIGN = 'https://evil.example';
const NOTHING = '00000000-0000-4000-8000-000000000000';

let server: TestServer;
/** What the browser of a signed-in admin adds to every request, whoever asks for it. */
let cookie: string;
beforeAll(async () => {
  server = await startTestServer({ env: { PUBLIC_URL, TRUSTED_PROXIES: 'loopback' } });
  cookie = server.admin.cookies.header() ?? '';
  expect(cookie).not.toBe('');
});
afterAll(() => server.stop());

let calls = 0;
/** Each call is from an address of its own: there are more than one address may make. */
const fromElsewhere = (): { 'x-forwarded-for': string } => {
  calls += 1;
  return { 'x-forwarded-for': `198.51.${Math.floor(calls / 250)}.${calls % 250}` };
};

const routes = Object.values<Route>(ROUTES);
const changing = routes.filter(({ method }) => method !== 'GET');
const addressOf = ({ path }: Route): string => `${server.baseUrl}${path.replace(/:\w+/g, NOTHING)}`;

test.each([
  ['its Origin', { origin: FOREIGN }],
  ['Sec-Fetch-Site alone', { 'sec-fetch-site': 'cross-site' }],
  ['Sec-Fetch-Site of a neighbour on the domain', { 'sec-fetch-site': 'same-site' }],
])("nothing is changed for another site's page with the cookie of an admin, known by %s", async (_, from) => {
  expect(changing.length).toBeGreaterThan(30);
  for (const route of changing) {
    const response = await fetch(addressOf(route), {
      method: route.method,
      headers: { cookie, ...from, ...fromElsewhere() },
    });
    expect([route.name, response.status, (await response.json()).code]).toEqual([route.name, 403, 'cross_site']);
  }
  expect(await server.admin.rest.call(whoAmI, {}), 'not even signed out').toMatchObject({ roles: ['admin'] });
});

test("another site's form cannot send what a script may not: only JSON is read", async () => {
  for (const type of [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/html',
  ])
    for (const route of changing.filter(({ body }) => body)) {
      const headers = { cookie, 'content-type': type, ...fromElsewhere() };
      const response = await fetch(addressOf(route), { method: route.method, headers, body: '{}' });
      expect([route.name, type, response.status]).toEqual([route.name, type, 415]);
    }
});

test("another site's page reads nothing: no route grants it the cookie, or anything, not even when it asks first", async () => {
  const pages = ['/', '/api/v1/openapi.json', '/health', '/api/v1/nowhere'].map((path) => `${server.baseUrl}${path}`);
  const reading = routes.filter(({ method }) => method === 'GET').map(addressOf);
  for (const address of [...pages, ...reading])
    for (const origin of [FOREIGN, 'null'])
      for (const method of ['GET', 'OPTIONS']) {
        const headers = { origin, cookie, 'access-control-request-method': 'PUT', ...fromElsewhere() };
        const response = await fetch(address, { method, headers });
        await response.arrayBuffer();
        expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
});

test('audio may be heard on any page, and gives none of them the cookie', async () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    const response = await fetch(`${server.baseUrl}/stream`, { method, headers: { origin: FOREIGN, cookie } });
    await response.arrayBuffer();
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
  }
});

test("another site's page cannot go on air with the cookie of whoever may broadcast", async () => {
  const headers = { cookie, origin: FOREIGN, 'content-type': 'audio/mpeg' };
  const response = await fetch(`${server.baseUrl}/stream`, { method: 'PUT', headers, body: 'x' });
  expect([response.status, (await response.json()).code]).toEqual([403, 'cross_site']);
});

/** 101, or the status that the upgrade was refused with. */
const upgradeFrom = async (origin?: string): Promise<number> => {
  const address = `${server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`;
  const socket = new WebSocket(address, { headers: { cookie, ...(origin === undefined ? {} : { origin }) } });
  socket.on('error', () => undefined);
  const refused = once(socket, 'unexpected-response').then(([, response]): number => response.statusCode);
  const opened = once(socket, 'open').then(() => 101);
  const status = await Promise.any([refused, opened]);
  socket.terminate();
  return status;
};

test("the WebSocket opens for our own pages and for programs, and not for another site's page", async () => {
  expect(await upgradeFrom(FOREIGN)).toBe(403);
  expect(await upgradeFrom('null')).toBe(403);
  expect(await upgradeFrom('https://sub.radio.example')).toBe(403);
  expect(await upgradeFrom(PUBLIC_URL)).toBe(101);
  expect(await upgradeFrom(server.baseUrl)).toBe(101);
  expect(await upgradeFrom()).toBe(101);
});
