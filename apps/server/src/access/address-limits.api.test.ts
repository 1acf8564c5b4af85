import { afterEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';

let server: TestServer;
afterEach(() => server.stop());

let mailbox = 0;
/** The status of asking for a letter to a mailbox of its own, as if a proxy had taken the request from this address. */
const askFrom = async (address: string): Promise<number> => {
  mailbox += 1;
  const response = await fetch(`${server.baseUrl}/api/v1/password-resets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ email: `nobody-${mailbox}@radio.example` }),
  });
  await response.arrayBuffer();
  return response.status;
};

/** The statuses of asking from thirty addresses. */
const askFromThirty = async (addressOf: (n: number) => string): Promise<Set<number>> => {
  const statuses = new Set<number>();
  for (let n = 1; n <= 30; n += 1) statuses.add(await askFrom(addressOf(n)));
  return statuses;
};

test('all addresses of an IPv6 line count as one, and the next line as another', async () => {
  server = await startTestServer({ env: { TRUSTED_PROXIES: 'loopback' } });
  expect(await askFromThirty((n) => `2001:db8:1:2:${n}::${n}`)).toEqual(new Set([202, 429]));
  expect(await askFrom('2001:db8:1:3::1')).toBe(202);
});

test('IPv4 addresses count one by one, in IPv6 clothes too', async () => {
  server = await startTestServer({ env: { TRUSTED_PROXIES: 'loopback' } });
  expect(await askFromThirty((n) => `198.51.100.${n}`)).toEqual(new Set([202]));
  expect(await askFromThirty((n) => (n % 2 ? '203.0.113.7' : '::ffff:203.0.113.7'))).toEqual(new Set([202, 429]));
});

test('nobody gets another count by making up addresses, neither without a proxy nor before one', async () => {
  server = await startTestServer();
  expect(await askFromThirty((n) => `198.51.100.${n}`)).toEqual(new Set([202, 429]));
  await server.stop();
  server = await startTestServer({ env: { TRUSTED_PROXIES: 'loopback' } });
  expect(await askFromThirty((n) => `198.51.100.${n}, 203.0.113.9`)).toEqual(new Set([202, 429]));
});
