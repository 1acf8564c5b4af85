import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectPeer, type Peer } from '../../../testing/socket-peer.ts';
import { createSourceBrake, readHandleOf } from './source-brake.ts';

const server = createServer();
let peer: Peer;
let socket: Socket;
let clock: FakeClock;
let chunks: string[];

beforeEach(async () => {
  clock = createFakeClock();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  const connected = new Promise<Socket>((resolve) => {
    server.once('connection', resolve);
  });
  peer = await connectPeer(address.port);
  socket = await connected;
  chunks = [];
});
afterEach(() => {
  peer.socket.destroy();
  socket.destroy();
  server.close();
});

const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 10_000, interval: 5 });

it('is built for a Node that can stop reading at once', () => {
  expect(readHandleOf(socket)).not.toBeNull();
  socket.destroy();
  expect(readHandleOf(socket)).toBeNull();
});

it('reads what came while it gathered in one gulp, and loses nothing', async () => {
  const brake = createSourceBrake({ source: socket, socket, clock });
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk.toString());
    brake.hold({ waitMs: 0, gatherMs: 200 });
  });
  for (const letter of 'abc') {
    await new Promise<void>((resolve) => {
      peer.socket.write(letter, () => resolve());
    });
  }
  await until(() => chunks.length > 0);
  expect(clock.pending()).toBe(1);
  const before = chunks.join('');
  for (const letter of 'defg') {
    await new Promise<void>((resolve) => {
      peer.socket.write(letter, () => resolve());
    });
  }
  expect(chunks.join('')).toBe(before);
  clock.advance(200);
  await until(() => chunks.join('') === 'abcdefg');
  brake.release();
  expect(clock.pending()).toBe(0);
});

it('reads on at once where Node cannot stop: a paused stream would give one chunk a turn', async () => {
  const brake = createSourceBrake({ source: socket, socket, clock, handleOf: () => null });
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk.toString());
    brake.hold({ waitMs: 0, gatherMs: 200 });
  });
  peer.say('a');
  await until(() => chunks.join('') === 'a');
  peer.say('b');
  await until(() => chunks.join('') === 'ab');
  expect(clock.pending()).toBe(0);
});

it('holds a source back again and again without leaving anything on its socket', () => {
  const brake = createSourceBrake({ source: socket, socket, clock });
  const before = socket.listenerCount('close');
  for (let time = 0; time < 100; time += 1) brake.hold({ waitMs: 50, gatherMs: 200 });
  expect(socket.isPaused()).toBe(true);
  expect(socket.listenerCount('close')).toBe(before);
  expect(clock.pending()).toBe(2);
  clock.advance(200);
  expect(socket.isPaused()).toBe(false);
  expect(clock.pending()).toBe(0);
});
