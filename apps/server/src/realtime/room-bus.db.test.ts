import { randomUUID } from 'node:crypto';
import { type RoomEvent, stationRoom } from '@livestreamer/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTcpProxy } from '../../testing/tcp-proxy.ts';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';
import { systemChance as chance, type LogFields, silentLogger } from '../platform/index.ts';
import { connectRedis } from '../platform/redis/index.ts';
import { createRedisRoomBus } from './room-bus.redis.ts';
import { createRoomBus, type PublishedEvent, type RoomBus } from './room-bus.ts';

let testRedis: TestRedis;
const buses: RoomBus[] = [];

beforeAll(async () => {
  testRedis = await openTestRedis();
});
afterEach(async () => {
  for (const bus of buses.splice(0)) await bus.stop();
});
afterAll(() => testRedis.close());

const BUSES = {
  'in process': async () => createRoomBus({ chance }),
  'over Redis': () => createRedisRoomBus({ redis: testRedis.redis, chance, log: silentLogger }),
};

const openBus = async (kind: keyof typeof BUSES): Promise<RoomBus> => {
  const bus = await BUSES[kind]();
  buses.push(bus);
  return bus;
};

/** An event that can be told from others. */
const numbered = (listeners: number): RoomEvent => ({
  type: 'live',
  live: { broadcastId: 'b', state: 'live', title: 't', startedAt: '2026-01-01T00:00:00.000Z', listeners, hearts: 0 },
});

/** A room that no other test speaks in. */
const someRoom = (): string => stationRoom(`r-${randomUUID().slice(0, 8)}`);

/** Listens to a bus and keeps what it hears of one room. */
const hear = (bus: RoomBus, room: string) => {
  const events: PublishedEvent[] = [];
  let gaps = 0;
  bus.listen({
    onEvent: (published) => {
      if (published.room === room) events.push(published);
    },
    onGap: () => {
      gaps += 1;
    },
  });
  return { events, gaps: () => gaps, seqs: () => events.map(({ seq }) => seq) };
};

describe.each(['in process', 'over Redis'] as const)('the bus %s', (kind) => {
  const open = () => openBus(kind);

  test('events are numbered from one on, in the order of publishing, in one epoch', async () => {
    const bus = await open();
    const room = someRoom();
    const heard = hear(bus, room);
    for (let n = 1; n <= 50; n++) bus.publish(room, numbered(n));
    await vi.waitFor(() => expect(heard.events).toHaveLength(50));
    expect(heard.seqs()).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(heard.events.map(({ event }) => event.live?.listeners)).toEqual(heard.seqs());
    expect(new Set(heard.events.map(({ epoch }) => epoch)).size).toBe(1);
    expect(heard.gaps()).toBe(0);
  });

  test('rooms are counted apart', async () => {
    const bus = await open();
    const [one, other] = [someRoom(), someRoom()];
    const heard = hear(bus, other);
    bus.publish(one, numbered(1));
    bus.publish(other, numbered(2));
    await vi.waitFor(() => expect(heard.events).toMatchObject([{ seq: 1, event: numbered(2) }]));
  });

  test('the position is that of the last event', async () => {
    const bus = await open();
    const room = someRoom();
    const heard = hear(bus, room);
    bus.publish(room, numbered(1));
    bus.publish(room, numbered(2));
    await vi.waitFor(() => expect(heard.events).toHaveLength(2));
    expect(await bus.position(room)).toEqual({ epoch: heard.events[0]?.epoch, seq: 2 });
  });

  test('a room that never spoke is at its beginning', async () => {
    const bus = await open();
    expect(await bus.position(someRoom())).toMatchObject({ seq: 0 });
  });

  test('after stop nothing is heard', async () => {
    const bus = await open();
    const room = someRoom();
    const heard = hear(bus, room);
    await bus.stop();
    bus.publish(room, numbered(1));
    await bus.position(room);
    expect(heard.events).toEqual([]);
  });
});

test('two lives of a bus in process are two epochs', async () => {
  const [one, other] = [await openBus('in process'), await openBus('in process')];
  expect((await one.position(someRoom())).epoch).not.toBe((await other.position(someRoom())).epoch);
});

test('two nodes hear the same events with the same numbers, whoever published them', async () => {
  const [one, other] = [await openBus('over Redis'), await openBus('over Redis')];
  const room = someRoom();
  const [heardByOne, heardByOther] = [hear(one, room), hear(other, room)];
  for (let n = 0; n < 20; n++) (n % 2 === 0 ? one : other).publish(room, numbered(n));
  await vi.waitFor(() => expect(heardByOther.events).toHaveLength(20));
  await vi.waitFor(() => expect(heardByOne.events).toEqual(heardByOther.events));
  expect(heardByOne.seqs()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(await one.position(room)).toEqual(await other.position(room));
});

test('after FLUSHALL a room begins a new epoch with its next event', async () => {
  const bus = await openBus('over Redis');
  const room = someRoom();
  const heard = hear(bus, room);
  bus.publish(room, numbered(1));
  await vi.waitFor(() => expect(heard.events).toHaveLength(1));
  await testRedis.redis.flushDb();
  bus.publish(room, numbered(2));
  await vi.waitFor(() => expect(heard.seqs()).toEqual([1, 1]));
  expect(heard.events[0]?.epoch).not.toBe(heard.events[1]?.epoch);
});

test('every key expires, and asking for a room that never spoke leaves none', async () => {
  const bus = await openBus('over Redis');
  const room = someRoom();
  const heard = hear(bus, room);
  await testRedis.redis.flushDb();
  await bus.position(someRoom());
  bus.publish(room, numbered(1));
  await vi.waitFor(() => expect(heard.events).toHaveLength(1));
  const keys = await testRedis.redis.keys('*');
  expect(keys).toHaveLength(1);
  for (const key of keys) expect(await testRedis.redis.pTTL(key)).toBeGreaterThan(0);
});

test('while Redis is lost this node hears its own events; back on it, the bus tells of the gap and returns to the old epoch', async () => {
  const url = new URL(testRedis.url);
  const line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  const redis = await connectRedis({ url: url.href, log: silentLogger });
  const warnings: LogFields[] = [];
  const log = { ...silentLogger, warn: (fields: LogFields) => warnings.push(fields) };
  const bus = await createRedisRoomBus({ redis, chance, log });
  const room = someRoom();
  const heard = hear(bus, room);
  try {
    bus.publish(room, numbered(1));
    await vi.waitFor(() => expect(heard.events).toHaveLength(1));

    line.cut();
    await vi.waitFor(() => expect(redis.isReady).toBe(false));
    for (const n of [2, 3]) bus.publish(room, numbered(n));
    expect(heard.seqs()).toEqual([1, 1, 2]);
    expect(await bus.position(room)).toEqual({ epoch: heard.events[2]?.epoch, seq: 2 });
    expect(bus.counters.heardHereOnly).toBe(2);
    expect(warnings).toHaveLength(1);

    line.mend();
    await vi.waitFor(() => expect(heard.gaps()).toBeGreaterThan(0), { timeout: 10_000 });
    await vi.waitFor(async () => expect(await bus.position(room)).toEqual({ epoch: heard.events[0]?.epoch, seq: 1 }));
    bus.publish(room, numbered(4));
    await vi.waitFor(() => expect(heard.events.at(-1)).toMatchObject({ epoch: heard.events[0]?.epoch, seq: 2 }));
  } finally {
    await bus.stop();
    redis.destroy();
    await line.close();
  }
});
