import { createFakeClock, systemClock } from '@livestreamer/clock';
import { afterEach, expect, test, vi } from 'vitest';
import { type RedisProcess, startRedisProcess } from '../../testing/redis-process.ts';
import { startTcpProxy, type TcpProxy } from '../../testing/tcp-proxy.ts';
import { systemChance as chance, type LogFields, silentLogger } from '../platform/index.ts';
import { connectRedis, type Redis } from '../platform/redis/index.ts';
import { createRedisRoomBus } from './room-bus.redis.ts';
import type { RoomBus } from './room-bus.ts';
import { hear, numbered, someRoom } from './room-bus-rig.ts';

let server: RedisProcess;
let line: TcpProxy;
let redis: Redis;
/** Reaches Redis on a way that is never cut. */
let admin: Redis;
let bus: RoomBus;

/** A bus that is not started, over a Redis of our own, which can be told to misbehave. */
const set = async (clock = systemClock) => {
  server = await startRedisProcess();
  const url = new URL(server.url);
  line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  admin = await connectRedis({ url: server.url, log: silentLogger });
  redis = await connectRedis({ url: `redis://127.0.0.1:${line.port}`, log: silentLogger });
  const warnings: LogFields[] = [];
  const log = { ...silentLogger, warn: (fields: LogFields) => void warnings.push(fields) };
  bus = createRedisRoomBus({ redis, clock, chance, log });
  const room = someRoom();
  return { room, warnings, heard: hear(bus, room) };
};
const setAndStart = async () => {
  const all = await set();
  await bus.start();
  bus.publish(all.room, numbered(1));
  await vi.waitFor(() => expect(all.heard.seqs()).toEqual([1]));
  return all;
};
afterEach(async () => {
  await bus.stop();
  redis.destroy();
  admin.destroy();
  await line.close();
  await server.stop();
});

test('while Redis is lost this node hears its own events; back on it, the bus tells of the gap and returns to the old epoch', async () => {
  const { room, heard, warnings } = await setAndStart();
  line.cut();
  await vi.waitFor(() => expect(redis.isReady).toBe(false));
  for (const n of [2, 3]) bus.publish(room, numbered(n));
  expect(heard.seqs()).toEqual([1, 1, 2]);
  expect(await bus.position(room)).toEqual({ epoch: heard.events[2]?.epoch, seq: 2 });
  expect(bus.counters.heardHereOnly).toBe(2);
  expect(warnings).toHaveLength(1);

  line.mend();
  await vi.waitFor(() => expect(heard.gaps()).toBeGreaterThan(0), { timeout: 10_000 });
  // One number is left out: it tells the other nodes that something happened.
  await vi.waitFor(async () => expect(await bus.position(room)).toEqual({ epoch: heard.events[0]?.epoch, seq: 2 }));
  bus.publish(room, numbered(4));
  await vi.waitFor(() => expect(heard.events.at(-1)).toMatchObject({ epoch: heard.events[0]?.epoch, seq: 3 }));
});

test('while Redis answers but takes no events, rooms stay in one epoch of this node, until it takes one', async () => {
  const { room, heard, warnings } = await setAndStart();
  await admin.configSet('maxmemory', '1');
  for (const n of [1, 2, 3]) {
    bus.publish(room, numbered(n));
    await vi.waitFor(() => expect(heard.events).toHaveLength(1 + n));
    await bus.position(someRoom());
  }
  expect(heard.seqs()).toEqual([1, 1, 2, 3]);
  expect(new Set(heard.events.slice(1).map(({ epoch }) => epoch)).size).toBe(1);
  expect(await bus.position(room)).toEqual({ epoch: heard.events[3]?.epoch, seq: 3 });
  expect(warnings).toMatchObject([{ err: expect.objectContaining({ message: expect.stringContaining('OOM') }) }]);
  expect(heard.gaps()).toBe(0);

  await admin.configSet('maxmemory', '0');
  bus.publish(room, numbered(4));
  await vi.waitFor(() => expect(heard.gaps()).toBe(1));
  expect(heard.events.at(-1)).toMatchObject({ epoch: heard.events[0]?.epoch, seq: 2 });
  expect(await bus.position(room)).toEqual({ epoch: heard.events[0]?.epoch, seq: 3 });
  expect(warnings).toHaveLength(1);
});

test('what this node heard alone is told to the others as a gap, when it is over', async () => {
  const { room } = await setAndStart();
  const otherBus = createRedisRoomBus({ redis: admin, clock: systemClock, chance, log: silentLogger });
  await otherBus.start();
  const heardByOther = hear(otherBus, room);
  line.cut();
  await vi.waitFor(() => expect(redis.isReady).toBe(false));
  bus.publish(room, numbered(2));
  expect(heardByOther.gapsIn()).toEqual([]);
  line.mend();
  await vi.waitFor(() => expect(heardByOther.gapsIn()).toEqual([room]), { timeout: 10_000 });
  expect((await otherBus.position(room)).seq).toBe(2);
  await otherBus.stop();
});

test('one event that is refused once is no outage', async () => {
  const { room, heard, warnings } = await setAndStart();
  const evaluate = redis.eval.bind(redis);
  Object.defineProperty(redis, 'eval', {
    configurable: true,
    value: async () => {
      Object.defineProperty(redis, 'eval', { value: evaluate });
      throw new Error('BUSY Redis is busy running a script.');
    },
  });
  bus.publish(room, numbered(2));
  await vi.waitFor(() => expect(heard.seqs()).toEqual([1, 2]));
  expect(warnings).toEqual([]);
  expect(bus.counters.heardHereOnly).toBe(0);
});

test('a count that has fallen back behind what was heard goes on in a new epoch, for all nodes', async () => {
  const { room, heard } = await setAndStart();
  for (let n = 2; n <= 10; n++) bus.publish(room, numbered(n));
  await vi.waitFor(() => expect(heard.events).toHaveLength(10));
  const at = { epoch: heard.events[9]?.epoch ?? '', seq: 10 };
  expect(await bus.position(room, at)).toEqual(at);
  await admin.hSet(`livestreamer:room:${room}`, 'seq', 4); // as after a start from an older copy
  const since = await bus.position(room, at);
  expect(since.seq).toBe(4);
  expect(since.epoch).not.toBe(at.epoch);
  expect(await bus.position(room, at)).toEqual(since);
  bus.publish(room, numbered(11));
  await vi.waitFor(() => expect(heard.events.at(-1)).toMatchObject({ epoch: since.epoch, seq: 5 }));
});

test('an event that Redis took while this node could not hear it does not end the outage', async () => {
  const { room, heard, warnings } = await setAndStart();
  await admin.configSet('maxclients', '1'); // who is connected stays, who is cut off cannot come back
  await admin.sendCommand(['CLIENT', 'PAUSE', '20000', 'WRITE']);
  bus.publish(room, numbered(2));
  await admin.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
  let published = 2;
  await vi.waitUntil(
    () => {
      bus.publish(room, numbered(++published));
      return bus.counters.heardHereOnly > 0;
    },
    { timeout: 10_000, interval: 20 },
  );
  await admin.sendCommand(['CLIENT', 'UNPAUSE']);
  await redis.ping(); // answered after all that Redis was told before
  for (const n of [1, 2]) bus.publish(room, numbered(published + n));
  expect(heard.seqs()).toEqual([1, 1, 2, 3]);
  expect(new Set(heard.events.slice(1).map(({ epoch }) => epoch)).size).toBe(1);
  expect(warnings).toHaveLength(1);

  await admin.configSet('maxclients', '100');
  await vi.waitFor(() => expect(heard.gaps()).toBe(1), { timeout: 10_000 });
  expect(await bus.position(room)).toEqual({ epoch: heard.events[0]?.epoch, seq: published }); // one is left out
});

test('a start that Redis leaves without an answer fails in time and leaves nothing behind', async () => {
  const clock = createFakeClock();
  await set(clock);
  const listeners = redis.listenerCount('ready');
  line.cut();
  await vi.waitUntil(() => !redis.isReady);
  const started = expect(bus.start()).rejects.toThrow('Redis let nobody subscribe within 5 s.');
  await vi.waitUntil(() => clock.pending() === 1);
  // Tries in the rhythm in which the bus would.
  const witness = redis.duplicate().on('error', () => undefined);
  const connected = witness.connect();
  clock.advance(5_000);
  await started;
  expect(clock.pending()).toBe(0);
  expect(redis.listenerCount('ready')).toBe(listeners);
  line.mend();
  await connected;
  await vi.waitUntil(() => redis.isReady, { timeout: 10_000 });
  const clients = String(await admin.sendCommand(['CLIENT', 'LIST'])).match(/^id=/gm);
  witness.destroy();
  expect(clients, 'the one of the test, its witness and the one that was there').toHaveLength(3);
});

test('after stop Redis has one connection less', async () => {
  await setAndStart();
  const subscribers = async () => String(await admin.sendCommand(['CLIENT', 'LIST', 'TYPE', 'pubsub']));
  expect(await subscribers()).toContain('id=');
  await bus.stop();
  await vi.waitFor(async () => expect(await subscribers()).toBe(''));
});
