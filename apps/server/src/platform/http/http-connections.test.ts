import { defineRoute } from '@livestreamer/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { connectHalfOpenPeer } from '../../../testing/half-open-peer.ts';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import { connectPeer } from '../../../testing/socket-peer.ts';
import { createAddressOf } from './caller-address.ts';
import type { RouteRegistrar } from './route-registrar.ts';

const put = defineRoute({
  name: 'put',
  method: 'PUT',
  path: '/api/v1/thing',
  access: 'public',
  summary: 'Takes a thing.',
  body: z.object({ thing: z.string() }),
  status: 204,
});

const where = defineRoute({
  name: 'where',
  method: 'GET',
  path: '/api/v1/where',
  access: 'public',
  summary: 'The address of the caller.',
  status: 200,
  reply: z.object({ address: z.string() }),
});

const register = (registrar: RouteRegistrar): void => {
  registrar.add(put, async () => undefined);
  registrar.add(where, async (_, { address }) => ({ address }));
};

let rig: HttpRig;
afterEach(() => rig.stop());

test('a head that does not come to its end is closed, even if the peer never closes its side', async () => {
  rig = await startHttpRig({ register, headTimeoutMs: 600 });
  const peer = connectHalfOpenPeer(rig.port);
  peer.say('GET /health HTTP/1.1\r\nHost: x\r\n');
  await peer.hears('400 Bad Request');
  await peer.cutOff();
});

test('a head that does not come to its end is closed on a connection that was used before', async () => {
  rig = await startHttpRig({ register, headTimeoutMs: 600 });
  const peer = connectHalfOpenPeer(rig.port);
  peer.say('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
  await peer.hears('200 OK');
  peer.say('GET /health HTTP/1.1\r\nHost:');
  await peer.hears('400 Bad Request');
  await peer.cutOff();
});

test('a body that does not come to its end is closed', async () => {
  rig = await startHttpRig({ register, bodyTimeoutMs: 300 });
  const peer = await connectPeer(rig.port);
  peer.say(
    'PUT /api/v1/thing HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"thing"',
  );
  await peer.closed();
});

test('a request that somebody else takes may last', async () => {
  const taken: string[] = [];
  rig = await startHttpRig({
    register,
    headTimeoutMs: 300,
    bodyTimeoutMs: 100,
    takeRequest: (request) => {
      if (!request.url?.startsWith('/stream')) return false;
      request.on('data', (bytes: Buffer) => taken.push(bytes.toString()));
      return true;
    },
  });
  const began = performance.now();
  const peer = await connectPeer(rig.port);
  peer.say('PUT /stream HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
  while (performance.now() - began < 1_000) {
    peer.say('1\r\nx\r\n');
    const count = taken.length;
    await vi.waitUntil(() => taken.length > count, { timeout: 5_000 });
  }
  expect(peer.socket.destroyed).toBe(false);
});

test('an address is believed from a trusted proxy only', async () => {
  const ask = async (): Promise<unknown> => {
    const headers = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' };
    return (await fetch(`${rig.baseUrl}/api/v1/where`, { headers })).json();
  };
  rig = await startHttpRig({ register });
  expect(await ask()).toEqual({ address: '127.0.0.1' });
  await rig.stop();
  rig = await startHttpRig({ register, addressOf: createAddressOf(['10.0.0.0/8']) });
  expect(await ask()).toEqual({ address: '127.0.0.1' });
  await rig.stop();
  rig = await startHttpRig({ register, addressOf: createAddressOf(['loopback']) });
  expect(await ask(), 'what the caller itself put in front is not believed').toEqual({ address: '198.51.100.7' });
});

test('a program that offers another protocol is answered in this one', async () => {
  rig = await startHttpRig({ register });
  const peer = await connectPeer(rig.port);
  const body = '{"thing":"x"}';
  const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA';
  const about = `Content-Type: application/json\r\nContent-Length: ${body.length}`;
  peer.say(`PUT /api/v1/thing HTTP/1.1\r\nHost: x\r\n${offer}\r\n${about}\r\n\r\n${body}`);
  expect(await peer.head()).toContain('204 No Content');
});

test('a WebSocket is given to whoever has its path, and refused elsewhere', async () => {
  const seen: string[] = [];
  const webSockets = {
    '/api/v1/realtime': (request: { url?: string | undefined }, socket: { destroy(): void }) => {
      seen.push(request.url ?? '');
      socket.destroy();
    },
  };
  rig = await startHttpRig({ register, webSockets });
  const ask = async (path: string) => {
    const peer = await connectPeer(rig.port);
    peer.say(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    return peer;
  };
  await (await ask('/api/v1/realtime?x=1')).closed();
  expect(seen).toEqual(['/api/v1/realtime?x=1']);
  for (const path of ['/elsewhere', '/constructor', '/api/v1/realtime/']) {
    const refused = await ask(path);
    expect(await refused.head()).toContain('404 Not Found');
    await refused.closed();
  }
  expect(seen).toHaveLength(1);
});

test('when it stops, requests under way are answered and idle connections are closed', async () => {
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let begun = false;
  rig = await startHttpRig({
    register: (registrar) =>
      registrar.add(where, async () => {
        begun = true;
        await asked;
        return { address: 'at last' };
      }),
  });
  const idle = await connectPeer(rig.port);
  idle.say('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
  await idle.head();
  const underWay = fetch(`${rig.baseUrl}/api/v1/where`);
  await vi.waitUntil(() => begun);
  const stopped = rig.http.stop?.();
  answer();
  expect(await (await underWay).json()).toEqual({ address: 'at last' });
  await stopped;
  await idle.closed();
});
