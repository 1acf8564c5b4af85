import { createRestClient } from '@livestreamer/client';
import { banAddress, listAddressBans, REALTIME_PATH, signIn } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing/api-harness.ts';
import { connectPeer, type Peer } from '../testing/socket-peer.ts';
import { startTestSource } from '../testing/test-source.ts';

let server: TestServer;
const peers: Peer[] = [];
beforeEach(async () => {
  server = await startTestServer({ env: { TRUSTED_PROXIES: 'loopback' } });
});
afterEach(async () => {
  for (const { socket } of peers.splice(0)) socket.destroy();
  await server.stop();
});

/** What a request is answered that a proxy on this machine passes on for this address. */
const statusOf = async (
  address: string,
  { path, headers = [] }: { path: string; headers?: readonly string[] },
): Promise<number> => {
  const peer = await connectPeer(Number(new URL(server.baseUrl).port));
  peers.push(peer);
  const lines = [`GET ${path} HTTP/1.1`, 'Host: radio.example', `X-Forwarded-For: ${address}`, ...headers];
  peer.say(`${lines.join('\r\n')}\r\n\r\n`);
  return Number((await peer.head()).split(' ', 2)[1]);
};
const WEB_SOCKET = {
  path: REALTIME_PATH,
  headers: [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ],
};
const AUDIO = { path: '/stream' };
const REST = { path: '/api/v1/stations' };

const ban = (address: string) => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  return server.admin.rest.call(banAddress, { body: { address, reason: 'scraping', until } });
};

test('a banned address is refused WebSockets and audio as well as pages, its neighbours are not', async () => {
  await ban('203.0.113.7');
  for (const request of [WEB_SOCKET, AUDIO, REST]) expect(await statusOf('203.0.113.7', request)).toBe(403);
  const answers = [WEB_SOCKET, AUDIO, REST].map((request) => statusOf('203.0.113.8', request));
  expect(await Promise.all(answers)).toEqual([101, 404, 200]);
});

test('whoever claims to be a banned address without a trusted proxy is who they are', async () => {
  await ban('203.0.113.7');
  await server.stop();
  server = await startTestServer();
  await ban('203.0.113.7');
  const answers = [WEB_SOCKET, AUDIO, REST].map((request) => statusOf('203.0.113.7', request));
  expect(await Promise.all(answers)).toEqual([101, 404, 200]);
});

test('three hundred people behind one address read, listen and follow, and nobody is told to wait', {
  timeout: 120_000,
}, async () => {
  const source = startTestSource(server, { station: server.station, account: server.admin });
  expect(await source.begun).toBe(true);
  await vi.waitUntil(async () => (await statusOf('192.0.2.1', AUDIO)) === 200, { timeout: 10_000, interval: 100 });
  const headers = { 'x-forwarded-for': '198.51.100.1' };
  const seen = new Map<number, number>();
  const note = (status: number) => void seen.set(status, (seen.get(status) ?? 0) + 1);
  const arrive = async (): Promise<void> => {
    note(await statusOf('198.51.100.1', WEB_SOCKET));
    note(await statusOf('198.51.100.1', AUDIO));
    for (let page = 0; page < 12; page++) {
      const response = await fetch(`${server.baseUrl}/api/v1/stations`, { headers });
      await response.arrayBuffer();
      note(response.status);
    }
  };
  for (let batch = 0; batch < 12; batch++) await Promise.all(Array.from({ length: 25 }, arrive));
  expect(Object.fromEntries(seen)).toEqual({ 101: 300, 200: 300 * 13 });
  expect(await server.admin.rest.call(listAddressBans, { query: {} })).toMatchObject({ items: [] });
});

test('while strangers guess at an account from one address, its owner gets in from another', {
  timeout: 60_000,
}, async () => {
  const { username: login, password } = server.admin;
  const from = (address: string) =>
    createRestClient({
      baseUrl: server.baseUrl,
      fetch: (url, init) => {
        const headers = new Headers(init?.headers);
        headers.set('x-forwarded-for', address);
        return fetch(url, { ...init, headers });
      },
    });
  const guess = (): Promise<string> =>
    from('203.0.113.7')
      .call(signIn, { body: { login, password: 'guess' } })
      .then(
        () => 'in',
        (error: unknown) => String(Reflect.get(Object(error), 'code')),
      );
  let isOver = false;
  const codes: string[] = [];
  const flood = (async () => {
    while (!isOver) codes.push(await guess());
  })();
  await vi.waitUntil(() => codes.includes('too_many_requests'), { timeout: 20_000 });
  for (let count = 0; count < 5; count++) {
    const owner = from('192.0.2.1').call(signIn, { body: { login, password } });
    expect(await owner).toMatchObject({ username: login });
  }
  isOver = true;
  await flood;
  expect(codes).not.toContain('in');
});
