import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request } from 'node:https';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type CaddyFront, startCaddy } from './testing/caddy-front.ts';
import { getOverHttp2 } from './testing/http2-call.ts';
import { type StubUpstream, startStubUpstream } from './testing/stub-upstream.ts';

let stub: StubUpstream;
let caddy: CaddyFront;
beforeAll(async () => {
  stub = await startStubUpstream();
  caddy = await startCaddy({ upstreamPort: stub.port });
  stub.answer('/echo', (asked, response) => void response.end(JSON.stringify(asked.headers)));
});
afterAll(async () => {
  await caddy.stop();
  await stub.close();
});

const waits = { timeout: 10_000, interval: 10 };

it.each(['/stream', '/stream/club.mp3', '/api/v1/realtime/events'])(
  'what has no end comes out of %s piece by piece, each before the next is sent',
  async (path) => {
    let reply: ServerResponse | null = null;
    stub.answer(path, (_, response) => {
      reply = response;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    });
    const answer = await fetch(`${caddy.origin}${path}`);
    expect(answer.headers.get('content-encoding')).toBeNull();
    const reader = answer.body?.getReader();
    for (const piece of ['one', 'two', 'three']) {
      (reply as ServerResponse | null)?.write(piece);
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(piece);
    }
    await reader?.cancel();
  },
);

it('audio of a source goes in chunk by chunk, and as much as it likes', async () => {
  let cameBytes = 0;
  stub.answer('/stream', (asked, response) => {
    asked.on('data', (chunk: Buffer) => {
      cameBytes += chunk.length;
    });
    asked.on('end', () => response.end('thanks'));
  });
  const put = request(`${caddy.origin}/stream`, { method: 'PUT', headers: { 'content-type': 'audio/mpeg' } });
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

it('to the server goes the address of who asks, and nothing that they claim', async () => {
  const claims = {
    'x-forwarded-for': '1.2.3.4',
    'x-real-ip': '1.2.3.4',
    forwarded: 'for=1.2.3.4',
    'x-forwarded-host': 'evil',
    'x-request-id': 'evil-request',
  };
  const { protocol, body } = await getOverHttp2(caddy.origin, '/echo', claims);
  expect(protocol).toBe('h2');
  const came = JSON.parse(body);
  expect(['127.0.0.1', '::1']).toContain(came['x-forwarded-for']);
  expect(came).toMatchObject({ host: new URL(caddy.origin).host, 'x-forwarded-proto': 'https' });
  expect(came['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.stringify(came)).not.toMatch(/1\.2\.3\.4|evil/);
});

it('a WebSocket is let through', async () => {
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on('connection', (socket) => socket.on('message', (words) => socket.send(`heard ${words}`)));
  stub.upgrade((asked, socket, head) =>
    sockets.handleUpgrade(asked, socket, head, (one) => sockets.emit('connection', one)),
  );
  const socket = new WebSocket(`${caddy.origin.replace('https', 'wss')}/api/v1/realtime`);
  await once(socket, 'open');
  socket.send('hello');
  expect(`${(await once(socket, 'message'))[0]}`).toBe('heard hello');
  socket.terminate();
});

it.each(['/metrics', '/metrics?a=b', '/%6detrics', '/metrics/'])('nobody is told %s', async (path) => {
  const before = stub.total();
  expect((await getOverHttp2(caddy.origin, path)).status).toBe(404);
  expect(stub.total()).toBe(before);
});

it('who asks while the server starts anew waits for it', async () => {
  await stub.close();
  const asked = getOverHttp2(caddy.origin, '/echo');
  const refused = await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 500, null))]);
  expect(refused).toBeNull();
  await stub.open();
  expect((await asked).status).toBe(200);
});
