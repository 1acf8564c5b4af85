import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEventStreamSocket } from './event-stream-socket.ts';
import { CLUB, liveEvent, snapshotWith } from './fake-realtime-rig.ts';
import type { RealtimeSocket } from './realtime-socket.ts';

/** Requests that came, and their replies, which stay open. */
const asked: { address: string; reply: ServerResponse }[] = [];
let url: string;
let socket: RealtimeSocket;
let heard: unknown[];
let closed: number[];
let stop: () => Promise<void>;

beforeEach(async () => {
  asked.length = 0;
  const server = createServer((request, reply) => {
    asked.push({ address: request.url ?? '', reply });
    reply.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${address.port}/events`;
  heard = [];
  closed = [];
  socket = createEventStreamSocket({ url });
  socket.addEventListener('message', ({ data }) => heard.push(JSON.parse(String(data)).type));
  socket.addEventListener('close', ({ code }) => closed.push(code));
  stop = async () => {
    socket.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});
afterEach(() => stop());

const requests = (count: number) => vi.waitFor(() => expect(asked).toHaveLength(count));
const tell = (nth: number, message: unknown): void =>
  void asked[nth]?.reply.write(`data: ${JSON.stringify(message)}\n\n`);
const welcome = { type: 'welcome', connectionId: 'c1', heartbeatMs: 20_000, serverTime: '2026-01-01T00:00:00.000Z' };
const subscribed = { type: 'subscribed', room: CLUB, epoch: 'e1', seq: 7, snapshot: snapshotWith(null) };
const say = (message: unknown): void => socket.send(JSON.stringify(message));

test('what it is to hear stands in the address, each room from where it is by then, under the name of the first welcome', async () => {
  await requests(1);
  expect(asked[0]?.address).toBe('/events');
  tell(0, welcome);
  await vi.waitFor(() => expect(heard).toEqual(['welcome']));
  say({ type: 'subscribe', room: CLUB });
  say({ type: 'subscribe', room: 'station:other', resume: { epoch: 'x', seq: 3 } });
  await requests(2); // both in one go
  expect(asked[1]?.address).toBe('/events?room=station%3Aclub&room=station%3Aother%40x.3&connection=c1');
  tell(1, welcome);
  tell(1, subscribed);
  tell(1, { type: 'event', room: CLUB, seq: 8, event: liveEvent(1) });
  tell(1, { type: 'own', room: CLUB, seq: 9 });
  await vi.waitFor(() => expect(heard).toEqual(['welcome', 'subscribed', 'event', 'own']));
  say({ type: 'unsubscribe', room: 'station:other' });
  await requests(3);
  expect(asked[2]?.address).toBe('/events?room=station%3Aclub%40e1.9&connection=c1');
  expect(closed).toEqual([]);
});

test('what was missed and has not come yet is asked for again when another room is wanted', async () => {
  await requests(1);
  tell(0, welcome);
  await vi.waitFor(() => expect(heard).toEqual(['welcome']));
  say({ type: 'subscribe', room: CLUB, resume: { epoch: 'e1', seq: 1 } });
  await requests(2);
  tell(1, { ...subscribed, seq: 5, snapshot: null });
  tell(1, { type: 'event', room: CLUB, seq: 2, event: liveEvent(1) });
  await vi.waitFor(() => expect(heard.at(-1)).toBe('event'));
  say({ type: 'subscribe', room: 'station:other' });
  await requests(3);
  expect(asked[2]?.address).toBe('/events?room=station%3Aclub%40e1.2&room=station%3Aother&connection=c1');
});

test('a reply that the server ends so that it is asked on is no loss', async () => {
  await requests(1);
  tell(0, welcome);
  await vi.waitFor(() => expect(heard).toEqual(['welcome']));
  say({ type: 'subscribe', room: CLUB });
  await requests(2);
  tell(1, subscribed);
  await vi.waitFor(() => expect(heard.at(-1)).toBe('subscribed'));
  asked[1]?.reply.end('event: close\ndata: 4005\n\n');
  await requests(3);
  expect(asked[2]?.address).toBe('/events?room=station%3Aclub%40e1.7&connection=c1');
  expect(closed).toEqual([]);
});

test('events that come in pieces are whole', async () => {
  await requests(1);
  const text = `data: ${JSON.stringify(welcome)}\n\n`;
  for (const letter of text.slice(0, 40)) {
    asked[0]?.reply.write(letter);
    await new Promise((resolve) => setImmediate(resolve));
  }
  asked[0]?.reply.write(text.slice(40));
  await vi.waitFor(() => expect(heard).toEqual(['welcome']));
});

test('the server says why it closes; a reply that just ends, and a refusal, are a lost line', async () => {
  await requests(1);
  asked[0]?.reply.end('event: close\ndata: 4001\n\n');
  await vi.waitFor(() => expect(closed).toEqual([4001]));
  const again = createEventStreamSocket({ url });
  const codes: number[] = [];
  again.addEventListener('close', ({ code }) => codes.push(code));
  await requests(2);
  asked[1]?.reply.end();
  await vi.waitFor(() => expect(codes).toEqual([1006]));
  const refused = createEventStreamSocket({ url, fetch: async () => new Response(null, { status: 503 }) });
  refused.addEventListener('close', ({ code }) => codes.push(code));
  await vi.waitFor(() => expect(codes).toEqual([1006, 1006]));
  const many = createEventStreamSocket({ url, fetch: async () => new Response(null, { status: 429 }) });
  many.addEventListener('close', ({ code }) => codes.push(code));
  await vi.waitFor(() => expect(codes).toEqual([1006, 1006, 1013]));
});
