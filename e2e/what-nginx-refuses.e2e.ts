import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { connect as connectTls } from 'node:tls';
import { problemSchema } from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type NginxFront, startNginx } from './testing/nginx-front.ts';
import { type StubUpstream, startStubUpstream } from './testing/stub-upstream.ts';

/** More than the verdict about an address lasts in nginx. */
const VERDICT_MS = 5_000;
const waits = { timeout: VERDICT_MS + 10_000, interval: 200 };

let stub: StubUpstream;
let nginx: NginxFront;
let banned: string[];
beforeAll(async () => {
  stub = await startStubUpstream();
  nginx = await startNginx({ upstreamPort: stub.port, addressHeader: 'x-test-address' });
});
afterAll(async () => {
  await nginx.stop();
  await stub.close();
});
beforeEach(() => {
  banned = [];
  stub.answer('/health', (asked, response) => {
    const isBanned = banned.some((beginning) => `${asked.headers['x-forwarded-for']}`.startsWith(beginning));
    response.writeHead(isBanned ? 403 : 200, { 'cache-control': 'no-store' }).end();
  });
});

/** Asks as somebody at that address. */
const ask = (address: string, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${nginx.origin}${path}`, { ...init, headers: { 'x-test-address': address, ...init.headers } });

/** After a flood: one place becomes free every 200 ms, so this asks many at once. */
const firstRefused = async (address: string): Promise<Response> => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => ask(address, '/api/v1/sessions', { method: 'POST' })),
  );
  const refused = answers.find(({ status }) => status === 429);
  if (!refused) throw new Error('All of them were let through.');
  return refused;
};

const problemOf = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const problem = problemSchema.parse(await answer.json());
  expect(problem.id).toBe(answer.headers.get('x-request-id'));
  expect(problem.status).toBe(answer.status);
  return problem;
};

/** The statuses of so many requests from one address, sent as fast as it goes. */
const flood = async (
  address: string,
  { line, times }: { line: string; times: number },
): Promise<Map<string, number>> => {
  const statuses = new Map<string, number>();
  // nginx takes a thousand on one connection.
  const each = 500;
  const one = `${line} HTTP/1.1\r\nHost: a\r\nX-Test-Address: ${address}\r\nContent-Length: 0\r\n\r\n`;
  const burst = async (): Promise<void> => {
    const socket = connectTls({ port: Number(new URL(nginx.origin).port), host: 'localhost' });
    let text = '';
    let seen = 0;
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      for (const [, status = ''] of text.matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        seen += 1;
      }
      text = text.slice(Math.max(text.lastIndexOf('HTTP/1.1 ') + 13, 0));
    });
    socket.write(one.repeat(each));
    await vi.waitUntil(() => seen === each, { timeout: 30_000, interval: 20 });
    socket.destroy();
  };
  await Promise.all(Array.from({ length: times / each }, burst));
  return statuses;
};

describe('too much from one address', () => {
  it('is told to wait; a hall of three hundred that opens the page at once is not', { timeout: 60_000 }, async () => {
    const hall = await flood('203.0.113.1', { line: 'GET /api/v1/stations', times: 2_500 });
    expect([...hall]).toEqual([['200', 2_500]]);
    const more = await flood('203.0.113.1', { line: 'GET /api/v1/stations', times: 2_500 });
    expect(more.get('429')).toBeGreaterThan(500);
    expect((await ask('203.0.113.1', '/assets/a.js')).status).toBe(200);
    expect((await ask('203.0.113.2', '/api/v1/stations')).status).toBe(200);
  });

  it('is much less where passwords are guessed; whoever only reads is not concerned', async () => {
    const guesses = await flood('203.0.113.3', { line: 'POST /api/v1/sessions', times: 500 });
    expect(guesses.get('200')).toBeLessThan(150);
    expect(guesses.get('429')).toBeGreaterThan(350);
    const refused = await firstRefused('203.0.113.3');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect((await problemOf(refused)).code).toBe('too_many_requests');
    expect((await ask('203.0.113.3', '/api/v1/stations')).status).toBe(200);
    expect((await ask('203.0.113.4', '/api/v1/sessions', { method: 'POST' })).status).toBe(200);
  });

  it('of an IPv6 line counts as one, whichever of its addresses it uses', async () => {
    await flood('2001:db8:1:2::3', { line: 'POST /api/v1/sessions', times: 500 });
    expect((await firstRefused('2001:db8:1:2:ffff::4')).status).toBe(429);
    expect((await ask('2001:db8:1:3::3', '/api/v1/sessions', { method: 'POST' })).status).toBe(200);
  });
});

describe('a banned address', () => {
  it('is refused by nginx, at the cost of a single question to the server, until the ban is lifted', {
    timeout: 60_000,
  }, async () => {
    banned = ['203.0.113.7'];
    const before = { total: stub.total(), asked: stub.count('/health') };
    for (const path of ['/', '/api/v1/stations', '/stream', '/api/v1/realtime', '/assets/a.js']) {
      const refused = await ask('203.0.113.7', path);
      expect([path, refused.status]).toEqual([path, 403]);
      expect((await problemOf(refused)).code).toBe('address_banned');
    }
    await flood('203.0.113.7', { line: 'GET /stream', times: 500 });
    expect(stub.total()).toBe(before.total);
    expect(stub.count('/health') - before.asked).toBe(1);
    banned = [];
    await vi.waitUntil(async () => (await ask('203.0.113.7', '/')).status === 200, waits);
  });

  it('is a whole IPv6 line, and cannot be left by asking from another address of it', async () => {
    banned = ['2001:db8:7:7:'];
    expect((await ask('2001:db8:7:7::1', '/')).status).toBe(403);
    const asked = stub.count('/health');
    expect((await ask('2001:db8:7:7::2', '/')).status).toBe(403);
    expect(stub.count('/health')).toBe(asked);
    expect((await ask('2001:db8:7:8::1', '/')).status).toBe(200);
  });

  it('cannot be put on others, or taken off, by a header', async () => {
    banned = ['203.0.113.8'];
    const claims = (address: string) => ({ headers: { 'x-forwarded-for': address, 'x-real-ip': address } });
    expect((await ask('203.0.113.8', '/', claims('203.0.113.9'))).status).toBe(403);
    expect((await ask('203.0.113.9', '/', claims('203.0.113.8'))).status).toBe(200);
  });

  it('stays banned while the server starts anew, however long that takes', async () => {
    banned = ['203.0.113.10'];
    expect((await ask('203.0.113.10', '/')).status).toBe(403);
    await stub.close();
    const closedMs = performance.now();
    await vi.waitUntil(() => performance.now() - closedMs > VERDICT_MS + 1_000, waits);
    expect((await ask('203.0.113.10', '/')).status).toBe(403);
    expect((await ask('203.0.113.10', '/')).status).toBe(403);
    await stub.open();
  });
});

describe('a body', () => {
  it.each([
    ['a request of the REST API', '/api/v1/stations/club/messages', 300_000, 320_000],
    ['a picture', '/api/v1/stations/club/artwork', 10_500_000, 12_000_000],
  ])('that is too large for %s is refused, and one that is not comes through', async (_, path, fits, tooLarge) => {
    const send = (bytes: number) => ask('203.0.113.20', path, { method: 'POST', body: Buffer.alloc(bytes) });
    expect((await send(fits)).status).toBe(200);
    const before = stub.total();
    const refused = await send(tooLarge);
    expect(refused.status).toBe(413);
    expect((await problemOf(refused)).code).toBe('too_large');
    expect(stub.total()).toBe(before);
    expect(nginx.errors()).not.toContain('temporary file');
  });

  it('of a show is never too large', async () => {
    const put = request(`${nginx.origin}/stream/club`, {
      method: 'PUT',
      headers: { 'x-test-address': '203.0.113.21' },
    });
    put.write(Buffer.alloc(20_000_000));
    put.end();
    const [answer]: IncomingMessage[] = await once(put, 'response');
    expect(answer?.statusCode).toBe(200);
    answer?.resume();
  });
});

describe('while the server starts anew', () => {
  it('programs are told to come back, pages come back by themselves, and nobody waits for a verdict about it', async () => {
    await stub.close();
    const program = await ask('203.0.113.30', '/api/v1/stations');
    expect([program.status, program.headers.get('retry-after')]).toEqual([503, '2']);
    expect((await problemOf(program)).code).toBe('unavailable');
    const page = await ask('203.0.113.30', '/club', { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('http-equiv="refresh"');
    await stub.open();
    expect((await ask('203.0.113.30', '/api/v1/stations')).status).toBe(200);
  });
});
