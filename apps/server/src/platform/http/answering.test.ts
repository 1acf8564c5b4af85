import { createFakeClock } from '@livestreamer/clock';
import { defineRoute } from '@livestreamer/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import { connectPeer, type Peer } from '../../../testing/socket-peer.ts';
import type { Readiness } from '../readiness.ts';
import type { AnsweredRequest } from './request-log.ts';
import type { RouteRegistrar } from './route-registrar.ts';

const QUICK = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
const SLOW = 'GET /ready HTTP/1.1\r\nHost: x\r\n\r\n';
const offer = (protocol: string): string =>
  `GET /health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`;

/** More than the buffers of both ends hold. */
const large = defineRoute({
  name: 'large',
  method: 'GET',
  path: '/api/v1/large',
  access: 'public',
  summary: 'A large answer.',
  status: 200,
  reply: z.object({ text: z.string() }),
});
const register = (registrar: RouteRegistrar): void =>
  registrar.add(large, async () => ({ text: 'x'.repeat(32 * 1024 * 1024) }));

let rig: HttpRig;
afterEach(() => rig.stop());

/** `/ready` is answered when the test says so. */
const slowly = (): { readiness: Readiness; asked: () => number; answer: () => void } => {
  const waiting: (() => void)[] = [];
  const report: Readiness['report'] = async () => {
    await new Promise<void>((resolve) => void waiting.push(resolve));
    return { phase: 'running', isReady: true, dependencies: [] };
  };
  return {
    readiness: { report, open: () => undefined, close: () => undefined },
    asked: () => waiting.length,
    answer: () => {
      for (const go of waiting.splice(0)) go();
    },
  };
};

const repliesTo = async ({ head, body }: Peer): Promise<number> =>
  `${await head()}${body()}`.split('HTTP/1.1 200 OK').length - 1;

test('who asks whether the server is ready while it stops hears that it stops', async () => {
  const looks: (() => void)[] = [];
  const check = () => new Promise<void>((resolve) => void looks.push(resolve));
  rig = await startHttpRig({ dependencies: [{ name: 'postgres', check }] });
  const peer = await connectPeer(rig.port);
  peer.say(SLOW);
  await vi.waitUntil(() => looks.length === 1, { timeout: 5_000 });
  const stopped = rig.stop();
  for (const look of looks) look();
  expect(await peer.head()).toContain('503');
  expect(peer.body().toString()).toContain('The server is stopping.');
  await stopped;
});

test('of each request is told how it was answered, or that its client went before that', async () => {
  const { readiness, answer, asked } = slowly();
  const told: AnsweredRequest[] = [];
  rig = await startHttpRig({ readiness, register, onAnswered: (request) => void told.push(request) });
  const [gone, patient, half] = [await connectPeer(rig.port), await connectPeer(rig.port), await connectPeer(rig.port)];
  gone.say(SLOW);
  patient.say(SLOW);
  await vi.waitUntil(() => asked() === 2, { timeout: 5_000 });
  gone.socket.destroy();
  await vi.waitUntil(() => told.length === 1, { timeout: 5_000 });
  expect(told[0]).toMatchObject({ method: 'GET', route: '/ready', status: null });
  answer();
  await vi.waitUntil(() => told.length === 2, { timeout: 5_000 });
  expect(told[1]).toMatchObject({ route: '/ready', status: 200 });
  // It was answered; how much of that somebody took is theirs.
  half.say('GET /api/v1/large HTTP/1.1\r\nHost: x\r\n\r\n');
  await half.head();
  half.socket.destroy();
  await vi.waitUntil(() => told.length === 3, { timeout: 5_000 });
  expect(told[2]).toMatchObject({ route: '/api/v1/large', status: 200 });
});

test.each(['h2c', 'websocket'])(
  'whoever asks for %s before an earlier answer is out is cut off, and the server lives',
  async (protocol) => {
    const { readiness, answer } = slowly();
    const taken: string[] = [];
    const webSockets = { '/health': () => void taken.push('taken') };
    rig = await startHttpRig({ readiness, webSockets });
    const peer = await connectPeer(rig.port);
    peer.say(SLOW + offer(protocol) + QUICK);
    await peer.closed();
    answer();
    expect(taken).toEqual([]);
    expect(rig.http.report()).toMatchObject({ closedEarlyUpgrades: 1 });
    expect((await fetch(`${rig.baseUrl}/health`)).status).toBe(200);
  },
);

test('an answer that Node gives by itself counts as one, too', async () => {
  rig = await startHttpRig();
  const peer = await connectPeer(rig.port);
  peer.say(`GET /health HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n${offer('h2c')}`);
  await peer.closed();
  expect(rig.http.report()).toMatchObject({ closedEarlyUpgrades: 1 });
});

test('a few requests ahead of their answers are answered in order, more close the connection', async () => {
  const { readiness, answer, asked } = slowly();
  rig = await startHttpRig({ readiness });
  const [few, many] = [await connectPeer(rig.port), await connectPeer(rig.port)];
  few.say(SLOW + QUICK.repeat(31));
  many.say(SLOW + QUICK.repeat(32));
  await many.closed();
  await vi.waitUntil(() => asked() === 2);
  answer();
  await vi.waitFor(async () => expect(await repliesTo(few)).toBe(32));
  expect(rig.http.report()).toMatchObject({ closedTooManyAsked: 1 });
});

test('answers that wait behind another one on a connection that breaks are forgotten, so stopping does not wait for them', async () => {
  const { readiness, asked } = slowly();
  rig = await startHttpRig({ readiness, clock: createFakeClock() });
  const peer = await connectPeer(rig.port);
  peer.say(SLOW.repeat(20));
  await vi.waitUntil(() => asked() === 20);
  peer.socket.resetAndDestroy();
  await rig.http.stop?.(); // no time passes, so it would wait for ever
});

test('a client that stops reading an answer is closed', async () => {
  rig = await startHttpRig({ register, answerStallMs: 300 });
  const peer = await connectPeer(rig.port);
  peer.socket.pause();
  peer.say('GET /api/v1/large HTTP/1.1\r\nHost: x\r\n\r\n');
  await vi.waitUntil(() => rig.http.report().closedStalled === 1, { timeout: 10_000 });
  peer.socket.resume();
  await peer.closed();
});

test('a client that reads slowly gets its whole answer', async () => {
  rig = await startHttpRig({ register, answerStallMs: 5_000 });
  const peer = await connectPeer(rig.port);
  const began = performance.now();
  let heard = 0;
  peer.socket.on('data', (chunk: Buffer) => {
    heard += chunk.length;
    peer.socket.pause();
    // So that the whole takes several times as long as nothing may move.
    const due = began + (heard / (32 * 1024 * 1024)) * 15_000;
    const goOn = (): unknown => (performance.now() < due ? setImmediate(goOn) : peer.socket.resume());
    goOn();
  });
  peer.say('GET /api/v1/large HTTP/1.1\r\nHost: x\r\n\r\n');
  await vi.waitUntil(() => heard > 32 * 1024 * 1024, { timeout: 50_000 });
  expect(rig.http.report()).toMatchObject({ closedStalled: 0 });
}, 60_000);

test('a request that somebody else takes may stand still, also behind an answer of the routes', async () => {
  const { readiness, answer } = slowly();
  let taken = false;
  rig = await startHttpRig({
    register,
    readiness,
    answerStallMs: 300,
    takeRequest: ({ url }) => {
      if (url !== '/stream') return false;
      taken = true;
      return true;
    },
  });
  const [source, stalled] = [await connectPeer(rig.port), await connectPeer(rig.port)];
  source.say(`${SLOW}PUT /stream HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
  await vi.waitUntil(() => taken);
  answer();
  await source.head();
  stalled.socket.pause();
  stalled.say('GET /api/v1/large HTTP/1.1\r\nHost: x\r\n\r\n');
  await vi.waitUntil(() => rig.http.report().closedStalled === 1, { timeout: 10_000 });
  expect(source.socket.destroyed).toBe(false);
});
