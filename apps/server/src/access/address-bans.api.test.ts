import { createRestClient } from '@livestreamer/client';
import { banAddress, liftAddressBan, listAddressBans, listAuditEntries, listStations } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { connectPeer } from '../../testing/socket-peer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ env: { TRUSTED_PROXIES: 'loopback' } });
});
afterEach(() => server.stop());

const IN_AN_HOUR = new Date(Date.now() + 3_600_000).toISOString();

/** The status of a call by somebody at this address, behind a proxy. */
const statusFrom = async (address: string, path = '/api/v1/stations'): Promise<number> => {
  const response = await fetch(`${server.baseUrl}${path}`, { headers: { 'x-forwarded-for': address } });
  await response.arrayBuffer();
  return response.status;
};

test('an address that is banned is refused everywhere until the ban is lifted, and both are in the audit log', async () => {
  const { rest } = server.admin;
  const body = { address: '203.0.113.7', reason: 'scraping', until: IN_AN_HOUR };
  await rest.call(banAddress, { body });
  expect(await statusFrom('203.0.113.7')).toBe(403);
  expect(await statusFrom('203.0.113.7', '/')).toBe(403);
  expect(await statusFrom('203.0.113.8')).toBe(200);
  expect((await rest.call(listAddressBans, { query: {} })).items).toMatchObject([
    { range: '203.0.113.7', reason: 'scraping', by: server.admin.username },
  ]);
  await rest.call(liftAddressBan, { params: { range: '203.0.113.7' } });
  expect(await statusFrom('203.0.113.7')).toBe(200);
  const { items } = await rest.call(listAuditEntries, { query: {} });
  expect(items.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
    'address.lift address:203.0.113.7',
    'address.ban address:203.0.113.7',
  ]);
});

test('an IPv6 address is banned with all its neighbours on the same line', async () => {
  const body = { address: '2001:db8:1:2::7', reason: 'spam', until: IN_AN_HOUR };
  const { range } = await server.admin.rest.call(banAddress, { body });
  expect(range).toBe('2001:db8:1:2::/64');
  expect(await statusFrom('2001:db8:1:2:ffff::1')).toBe(403);
  expect(await statusFrom('2001:db8:1:3::1')).toBe(200);
});

test('nobody bans the own address', async () => {
  const body = { address: '127.0.0.1', reason: 'oops', until: IN_AN_HOUR };
  await expect(server.admin.rest.call(banAddress, { body })).rejects.toMatchObject({ code: 'forbidden' });
});

test('who goes on after being told to wait is banned, and nobody else is', { timeout: 60_000 }, async () => {
  const flooder = '198.51.100.9';
  const headers = { 'x-forwarded-for': flooder, 'content-type': 'application/json' };
  const knock = async (): Promise<number> => {
    const body = JSON.stringify({ login: 'nobody', password: 'guess' });
    const response = await fetch(`${server.baseUrl}/api/v1/sessions`, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  };
  const seen = new Set<number>();
  await vi.waitUntil(
    async () => {
      const status = await knock();
      seen.add(status);
      return status === 403;
    },
    { timeout: 50_000, interval: 0 },
  );
  expect(seen).toContain(429);
  expect(await statusFrom(flooder)).toBe(403);
  expect(await statusFrom('198.51.100.10')).toBe(200);
  const { items } = await server.admin.rest.call(listAddressBans, { query: {} });
  expect(items).toMatchObject([{ range: flooder, reason: 'flood', by: null }]);
});

test('a banned address that comes directly hears so before it has said anything', async () => {
  await server.sql`
    insert into address_ban (range, reason, banned_at, until, banned_by)
    values ('127.0.0.1', 'test', now(), now() + interval '1 hour', null)`;
  const another = createRestClient({ baseUrl: server.baseUrl });
  await vi.waitUntil(
    () =>
      another.call(listStations, { query: {} }).then(
        () => false,
        () => true,
      ),
    { timeout: 20_000, interval: 200 },
  );
  const peer = await connectPeer(Number(new URL(server.baseUrl).port));
  expect(await peer.head()).toContain(' 403 ');
  await peer.closed();
});
