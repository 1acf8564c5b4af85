import { once } from 'node:events';
import { request } from 'node:http';
import { CLOSE, getStation, REALTIME_PATH } from '@livestreamer/contracts';
import { syntheticMp3Frames } from '@livestreamer/framing';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer } from '../testing/api-harness.ts';
import { heardIn } from '../testing/heard-frames.ts';

test('a server that stops ends listeners at a frame border, tells pages to come back, and leaves nothing open', async () => {
  const server = await startTestServer();
  const { baseUrl, station } = server;
  const { username, password } = server.admin;
  const source = request(`${baseUrl}/stream`, {
    method: 'PUT',
    auth: `${username}:${password}`,
    headers: { 'content-type': 'audio/mpeg' },
  });
  source.on('error', () => undefined);
  const sourceClosed = new Promise((resolve) => source.on('close', resolve)); // after an error or without one
  for (const frame of syntheticMp3Frames({ count: 120 })) source.write(frame);
  const live = async () => (await server.visitor().rest.call(getStation, { params: { station } })).live;
  await vi.waitFor(async () => expect(await live()).toMatchObject({ state: 'live' }));

  const listener = await fetch(`${baseUrl}/stream`);
  const heard = listener.arrayBuffer();
  const page = new WebSocket(`${baseUrl.replace('http', 'ws')}${REALTIME_PATH}`);
  await once(page, 'open');
  const pageClosed = once(page, 'close');

  const began = performance.now();
  await server.stop();
  expect(performance.now() - began).toBeLessThan(10_000);
  const { indexes, tornBytes } = heardIn(new Uint8Array(await heard));
  expect(indexes.length).toBeGreaterThan(50);
  expect(tornBytes).toBe(0);
  expect(await pageClosed).toMatchObject([CLOSE.RESTARTING.code, expect.anything()]);
  await sourceClosed;
  await expect(fetch(`${baseUrl}/health`)).rejects.toThrow();
  expect(server.logged.join('')).not.toContain('did not stop in order');
});
