import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { getOverHttp2 } from './testing/http2-call.ts';
import { type NginxFront, startNginx } from './testing/nginx-front.ts';
import { type StubUpstream, startStubUpstream } from './testing/stub-upstream.ts';

let stub: StubUpstream;
let nginx: NginxFront;
beforeAll(async () => {
  stub = await startStubUpstream();
  nginx = await startNginx({ upstreamPort: stub.port });
  stub.answer('/echo', (asked, response) => void response.end(JSON.stringify(asked.headers)));
});
afterAll(async () => {
  await nginx.stop();
  await stub.close();
  expect(nginx.errors()).not.toMatch(/temporary file|emerg|crit/);
});

const waits = { timeout: 10_000, interval: 10 };

/** The headers that arrive at the server of a request over HTTP/1.1 that no well-behaved program would send. */
const headersThatCome = (path: string, lines: string): Promise<unknown> =>
  headersOf(`GET ${path} HTTP/1.1\r\nHost: a\r\n${lines}\r\n`);

const headersOf = async (head: string): Promise<unknown> => {
  const port = Number(new URL(nginx.origin).port);
  const socket = connectTls({ port, host: 'localhost', ALPNProtocols: ['http/1.1'] });
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  socket.write(head);
  await vi.waitUntil(() => /\{.*\}/.test(heard), waits);
  socket.destroy();
  return JSON.parse(/\{.*\}/.exec(heard)?.[0] ?? '');
};

describe('what has no end', () => {
  it.each(['/stream', '/stream/club', '/stream/club.mp3', '/api/v1/realtime/events'])(
    'comes out of %s piece by piece, each before the next is sent',
    async (path) => {
      let reply: ServerResponse | null = null;
      stub.answer(path, (_, response) => {
        reply = response;
        response.writeHead(200, { 'content-type': 'audio/mpeg' }).flushHeaders();
      });
      const answer = await fetch(`${nginx.origin}${path}`);
      const reader = answer.body?.getReader();
      for (const piece of ['one', 'two', 'three']) {
        (reply as ServerResponse | null)?.write(piece);
        const read = await reader?.read();
        expect(Buffer.from(read?.value ?? []).toString()).toBe(piece);
      }
      await reader?.cancel();
    },
  );

  it('goes in the same way, chunk by chunk and as much as it likes', async () => {
    let cameBytes = 0;
    stub.answer('/stream', (asked, response) => {
      asked.on('data', (chunk: Buffer) => {
        cameBytes += chunk.length;
      });
      asked.on('end', () => response.end('thanks'));
    });
    const put = request(`${nginx.origin}/stream`, { method: 'PUT', headers: { 'content-type': 'audio/mpeg' } });
    const answered = once(put, 'response');
    for (let sentBytes = 5; sentBytes <= 15; sentBytes += 5) {
      put.write('audio');
      await vi.waitUntil(() => cameBytes === sentBytes, waits);
    }
    put.write(Buffer.alloc(3_000_000));
    await vi.waitUntil(() => cameBytes === 3_000_015, waits);
    put.end();
    const [answer]: IncomingMessage[] = await answered;
    expect(answer?.statusCode).toBe(200);
    answer?.resume();
  });

  it('is upgraded to a WebSocket, and nothing else is', async () => {
    stub.answer('/api/v1/realtime', (asked, response) => void response.end(JSON.stringify(asked.headers)));
    const upgraded = await headersThatCome('/api/v1/realtime', 'Connection: Upgrade\r\nUpgrade: websocket\r\n');
    expect(upgraded).toMatchObject({ connection: 'upgrade', upgrade: 'websocket' });
    const other = await headersThatCome('/echo', 'Connection: Upgrade\r\nUpgrade: h2c\r\n');
    expect(other).not.toHaveProperty('upgrade');
  });
});

describe('to the server', () => {
  it('goes the address of who asks, and nothing that they claim about it', async () => {
    const claims = {
      'x-forwarded-for': '1.2.3.4',
      'x-real-ip': '1.2.3.4',
      forwarded: 'for=1.2.3.4',
      'x-forwarded-host': 'evil',
      'x-request-id': 'evil-request',
    };
    const came = JSON.parse((await getOverHttp2(nginx.origin, '/echo', claims)).body);
    expect(['127.0.0.1', '::1']).toContain(came['x-forwarded-for']);
    expect(came).toMatchObject({ host: new URL(nginx.origin).host, 'x-forwarded-proto': 'https' });
    expect(came['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(came)).not.toMatch(/1\.2\.3\.4|evil/);
  });

  it('goes the name of the host, also from old players that speak HTTP/1.0 and name none', async () => {
    expect(await headersOf('GET /echo HTTP/1.0\r\n\r\n')).toMatchObject({ host: 'localhost' });
  });

  it.each(['/metrics', '/metrics?a=b', '/%6detrics', '//metrics', '/metrics/', '/a/../metrics'])(
    'never goes who asks for %s',
    async (path) => {
      const before = stub.total();
      expect((await getOverHttp2(nginx.origin, path)).status).toBe(404);
      expect(stub.total()).toBe(before);
    },
  );

  it('goes nobody over http: they are sent to https, but for the proof that a certificate needs', async () => {
    const http = `http://localhost:${nginx.plainPort}`;
    const asked = await fetch(`${http}/club?a=b`, { redirect: 'manual' });
    expect([asked.status, asked.headers.get('location')]).toEqual([301, `${nginx.origin}/club?a=b`]);
    const sent = await fetch(`${http}/stream`, { method: 'PUT', body: 'audio', redirect: 'manual' });
    expect([sent.status, sent.headers.get('location')]).toEqual([308, `${nginx.origin}/stream`]);
    const folder = join(nginx.folder, 'acme', '.well-known', 'acme-challenge');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'token'), 'proof');
    expect(await (await fetch(`${http}/.well-known/acme-challenge/token`)).text()).toBe('proof');
  });
});

describe('of what it keeps', () => {
  it.each([
    ['a segment', '/stream/club/hls/7.mp3'],
    ['a playlist', '/stream/club/hls/live.m3u8'],
  ])('%s is asked for once, however many want it at once', async (_, path) => {
    stub.answer(
      path,
      (__, response) => void setImmediate(() => response.setHeader('cache-control', 'no-store').end('x')),
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${nginx.origin}${path}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(stub.count(path)).toBe(1);
  });

  it('a playlist is a second old at most', async () => {
    const path = '/stream/club/hls/old.m3u8';
    stub.answer(path, (_, response) => void response.end('x'));
    await fetch(`${nginx.origin}${path}`);
    await vi.waitUntil(async () => (await fetch(`${nginx.origin}${path}`)).ok && stub.count(path) === 2, waits);
  });

  it('an asset outlives the server that made it', async () => {
    const headers = { 'cache-control': 'public, max-age=31536000, immutable', 'content-type': 'text/javascript' };
    stub.answer('/assets/', (_, response) => void response.writeHead(200, headers).end('made'));
    const ask = () => fetch(`${nginx.origin}/assets/index-abc.js`);
    await (await ask()).text();
    await stub.close();
    const answer = await ask();
    await stub.open();
    expect(await answer.text()).toBe('made');
    expect(answer.headers.get('cache-control')).toBe(headers['cache-control']);
  });
});

it('texts are compressed, audio is not', async () => {
  const long = 'x'.repeat(5_000);
  stub.answer('/text', (_, response) => void response.setHeader('content-type', 'application/json').end(long));
  stub.answer('/recordings/', (_, response) => void response.setHeader('content-type', 'audio/mpeg').end(long));
  const wants = { 'accept-encoding': 'gzip' };
  expect((await getOverHttp2(nginx.origin, '/text', wants)).headers['content-encoding']).toBe('gzip');
  expect((await getOverHttp2(nginx.origin, '/recordings/1.mp3', wants)).headers['content-encoding']).toBeUndefined();
});

it('an answer that is read slowly waits at the server, not on a disk', async () => {
  let isWaiting = false;
  stub.answer('/recordings/', (_, response) => {
    response.writeHead(200, { 'content-type': 'audio/mpeg' });
    const piece = Buffer.alloc(1_000_000);
    const more = (): void => {
      for (let pieces = 0; pieces < 60; pieces += 1) isWaiting = !response.write(piece);
    };
    more();
  });
  const asked = request(`${nginx.origin}/recordings/long.mp3`);
  asked.end();
  const [answer]: IncomingMessage[] = await once(asked, 'response');
  answer?.pause();
  await vi.waitUntil(() => isWaiting, waits);
  asked.destroy();
  expect(nginx.errors()).not.toContain('temporary file');
});

describe('what no HTTP proxy can carry', () => {
  it.each([
    ['SOURCE', 'SOURCE /stream HTTP/1.0\r\nAuthorization: Basic eDp5\r\n\r\n\xff\xfb\x90\x64'],
    ['a PUT without a length', 'PUT /stream HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n\xff\xfb\x90\x64'],
    ['ICE/1.0 with bare line feeds', 'SOURCE /stream ICE/1.0\nice-password: pw\n\n\xff\xfb\x90\x64'],
    ['SHOUTcast version 1', 'name:password\r\nicy-name: Club\r\nicy-br: 128\r\n\r\n\xff\xfb\x90\x64'],
  ])('%s goes through as it is, plain and with TLS, behind a line that says from where', async (_, said) => {
    for (const open of [
      () => connect({ port: nginx.sourcePort, host: '127.0.0.1' }),
      () => connectTls({ port: nginx.sourceTlsPort, host: 'localhost', servername: 'localhost' }),
    ]) {
      const socket = open();
      let heard = '';
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString('latin1');
      });
      const known = stub.raw().length;
      socket.write(Buffer.from(said, 'latin1'));
      await vi.waitUntil(() => stub.raw()[known]?.endsWith(said), waits);
      const line = stub.raw()[known]?.slice(0, -said.length);
      expect(line).toMatch(/^PROXY TCP[46] (127\.0\.0\.1|::1) (127\.0\.0\.1|::1) \d+ \d+\r\n$/);
      stub.sayRaw('OK2\r\n');
      await vi.waitUntil(() => heard === 'OK2\r\n', waits);
      socket.destroy();
    }
  });
});
