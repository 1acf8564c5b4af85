import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get as getTls } from 'node:https';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createCookieKeeper, createRestClient } from '@livestreamer/client';
import { banAddress, liftAddressBan, signIn } from '@livestreamer/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listenTo } from './testing/audio-listener.ts';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';
import { type RunningSource, type SourceProgram, signInSource } from './testing/built-source.ts';
import { startDjTool } from './testing/dj-tool.ts';
import { getOverHttp2 } from './testing/http2-call.ts';

const waits = { timeout: 30_000, interval: 50 };
const ADDRESS_HEADER = 'x-test-address';

let server: ServerProcess;
let source: SourceProgram;
const undo: (() => Promise<void>)[] = [];
beforeAll(async () => {
  server = await startServer(
    { LIVESTREAMER_AUDIO_GRACE_MS: '0' },
    { behindNginx: true, addressHeader: ADDRESS_HEADER },
  );
  undo.push(server.dispose);
  source = await signInSource(server.url, server.secrets);
  undo.push(source.dispose);
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

const restOf = (address: string) => {
  const headers = { [ADDRESS_HEADER]: address };
  const send: typeof fetch = (url, init) => fetch(url, { ...init, headers: { ...Object(init?.headers), ...headers } });
  return createRestClient({ baseUrl: server.url, cookies: createCookieKeeper(), fetch: send });
};

const ask = (address: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, { headers: { [ADDRESS_HEADER]: address, ...headers } });

/** How many requests the server itself has answered, and refused by their address: ours, and nginx's questions about an address where it is banned. */
const answered = async (): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${server.ownPort}/metrics`)).text();
  const lines = text.match(/^livestreamer_(http_requests_total|audio_addresses_refused_total)(\{.*\})? \d+$/gm) ?? [];
  expect(lines.length).toBeGreaterThan(0);
  return lines
    .filter((line) => !/metrics|health/.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
};

/** An open audio response through TLS, and when its pieces came. */
const listenThroughTls = async (): Promise<{ bytes(): number; arrivalsMs: number[]; close(): void }> => {
  const [answer]: IncomingMessage[] = await once(getTls(`${server.url}/stream`), 'response');
  if (answer?.statusCode !== 200) throw new Error(`answered ${answer?.statusCode}`);
  const arrivalsMs: number[] = [];
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    arrivalsMs.push(performance.now());
  });
  answer.on('error', () => undefined);
  return { bytes: () => bytes, arrivalsMs, close: () => void answer.destroy() };
};

describe('a page', () => {
  it('comes over HTTP/2, is asked for anew each time, and has each security header once', async () => {
    const page = await getOverHttp2(server.url, '/');
    expect([page.protocol, page.status, page.headers['cache-control']]).toEqual(['h2', 200, 'no-cache']);
    for (const name of ['content-security-policy', 'x-content-type-options', 'strict-transport-security']) {
      expect(`${page.headers[name]}`.split(', ')).toHaveLength(1);
      expect(page.headers[name]).toBeDefined();
    }
    const [script = ''] = /\/assets\/[^"]+\.js/.exec(page.body) ?? [];
    const asset = await getOverHttp2(server.url, script, { 'accept-encoding': 'br' });
    expect(asset.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' });
    expect(asset.headers['x-content-type-options']).toBe('nosniff');
  });

  it('hears news over a WebSocket at once, and over server-sent events', async () => {
    const socket = connectTls({
      port: Number(new URL(server.url).port),
      host: 'localhost',
      ALPNProtocols: ['http/1.1'],
    });
    let heard = '';
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
    socket.write(`GET /api/v1/realtime HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n`);
    await vi.waitUntil(() => /^HTTP\/1\.1 101 /.test(heard) && heard.includes('"welcome"'), waits);
    socket.destroy();

    const events = await fetch(`${server.url}/api/v1/realtime/events`);
    const reader = events.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('"welcome"');
    await reader?.cancel();
  });
});

describe('audio', () => {
  it('of our own program goes in through https, and out without being gathered on the way', async () => {
    const live: RunningSource = source.start(['go-live', '--tone', '1000']);
    const listener = await vi.waitFor(listenThroughTls, waits);
    const startedMs = performance.now();
    await vi.waitUntil(() => performance.now() - startedMs > 8_000, waits);
    listener.close();
    const gapsMs = listener.arrivalsMs.slice(1).map((atMs, place) => atMs - (listener.arrivalsMs[place] ?? 0));
    // What gathers gives a page of bytes every few seconds; here a piece comes several times a second.
    expect(Math.max(...gapsMs)).toBeLessThan(3_000);
    expect(gapsMs.length).toBeGreaterThan(16);
    expect(listener.bytes()).toBeGreaterThan(16_000 * 4);
    expect(await live.interrupt()).toBe(0);
    await vi.waitFor(() => expect(listenTo(server.port)).rejects.toThrow('404'), waits);
  });

  it.each([
    ['plain', () => `icecast://${LOGIN}@localhost:${server.front?.sourcePort}/stream`],
    ['with TLS', () => `icecast://${LOGIN}@localhost:${server.front?.sourceTlsPort}/stream?tls=1`],
    ['with TLS and SOURCE', () => `icecast://${LOGIN}@localhost:${server.front?.sourceTlsPort}/stream?tls=1&legacy=1`],
  ])('of a DJ tool goes in through stream { }, %s', async (_, addressOf) => {
    const [address = '', options = ''] = addressOf().split('?');
    const tool = startDjTool({ address, hz: 700, options: optionsOf(options) });
    const listener = await vi.waitFor(() => listenTo(server.port), waits);
    await vi.waitUntil(() => listener.audio().length > 40_000, waits);
    listener.close();
    tool.stop();
    await vi.waitFor(() => expect(listenTo(server.port)).rejects.toThrow('404'), waits);
  });
});

describe('an address', () => {
  it('that an admin bans is refused by nginx, and comes in again when the ban is lifted', async () => {
    const admin = restOf('203.0.113.1');
    await admin.call(signIn, { body: { login: ADMIN.username, password: ADMIN.password } });
    const banned = '203.0.113.7';
    expect((await ask(banned, '/')).status).toBe(200);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await admin.call(banAddress, { body: { address: banned, reason: 'noise', until } });
    expect((await ask(banned, '/api/v1/stations')).status).toBe(403);
    await refusedByNginx(banned);
    const before = await answered();
    for (const path of ['/', '/api/v1/stations', '/stream', '/api/v1/realtime/events'])
      expect([path, (await ask(banned, path, { 'x-forwarded-for': '203.0.113.8' })).status]).toEqual([path, 403]);
    expect((await answered()) - before).toBeLessThanOrEqual(1);
    expect((await ask('203.0.113.8', '/', { 'x-forwarded-for': banned })).status).toBe(200);

    await admin.call(liftAddressBan, { params: { range: banned } });
    await vi.waitUntil(async () => (await ask(banned, '/')).status === 200, waits);
  });

  it('that goes on guessing after it was told to wait is banned by the server, and from then on refused by nginx', async () => {
    const flooding = '192.0.3.9';
    const rest = restOf(flooding);
    const guess = () =>
      rest
        .call(signIn, { body: { login: ADMIN.username, password: 'no idea at all' } })
        .catch((error: unknown) => error);
    await vi.waitUntil(async () => {
      await Promise.all(Array.from({ length: 25 }, guess));
      return (await ask(flooding, '/')).status === 403;
    }, waits);
    await refusedByNginx(flooding);
    const before = await answered();
    await Promise.all(Array.from({ length: 50 }, () => ask(flooding, '/api/v1/stations')));
    expect((await answered()) - before).toBeLessThanOrEqual(1);
    expect((await ask('192.0.3.10', '/api/v1/stations')).status).toBe(200);
  });

  it('behind stream { } is the one that connected, for bans too', async () => {
    const admin = restOf('203.0.113.1');
    await admin.call(signIn, { body: { login: ADMIN.username, password: ADMIN.password } });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await admin.call(banAddress, { body: { address: '127.0.0.9', reason: 'noise', until } });
    const headFrom = async (localAddress: string): Promise<string> => {
      const socket = connect({ port: server.port, host: '127.0.0.1', localAddress });
      socket.write('SOURCE /stream HTTP/1.0\r\nX-Forwarded-For: 127.0.0.8\r\nContent-Type: audio/mpeg\r\n\r\n');
      const [head]: Buffer[] = await once(socket, 'data');
      socket.destroy();
      return String(head).split('\r\n', 1)[0] ?? '';
    };
    expect(await headFrom('127.0.0.9')).toContain(' 403 ');
    expect(await headFrom('127.0.0.8')).toContain(' 401 ');
  });
});

const LOGIN = `${ADMIN.username}:${encodeURIComponent(ADMIN.password)}`;

const optionsOf = (wishes: string): readonly string[] => {
  const wish = new URLSearchParams(wishes);
  return [wish.has('tls') ? ['-tls', '1'] : [], wish.has('legacy') ? ['-legacy_icecast', '1'] : []].flat();
};

/** Ends when it is nginx that refuses: three times cost the server a single question, or none. */
const refusedByNginx = (address: string): Promise<unknown> =>
  vi.waitUntil(async () => {
    const before = await answered();
    const answers = [await ask(address, '/'), await ask(address, '/'), await ask(address, '/')];
    return answers.every(({ status }) => status === 403) && (await answered()) - before <= 1;
  }, waits);
