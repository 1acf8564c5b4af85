import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';
import { systemChance as chance, silentLogger as log } from '../platform/index.ts';
import { createRedisRoomBus } from './room-bus.redis.ts';
import { createRoomBus, type RoomBus } from './room-bus.ts';
import { hear, numbered, someRoom } from './room-bus-rig.ts';

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
  'in process': () => createRoomBus({ chance }),
  'over Redis': () => createRedisRoomBus({ redis: testRedis.redis, clock, chance, log }),
};

const openBus = async (kind: keyof typeof BUSES): Promise<RoomBus> => {
  const bus = BUSES[kind]();
  buses.push(bus);
  await bus.start();
  return bus;
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
    expect(heard.events.map(({ event }) => event)).toEqual(heard.seqs().map(numbered));
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

  test('whom an event is not for travels with it', async () => {
    const bus = await open();
    const room = someRoom();
    const heard = hear(bus, room);
    bus.publish(room, numbered(1), 'c-1_x');
    bus.publish(room, numbered(2));
    await vi.waitFor(() => expect(heard.events).toMatchObject([{ except: 'c-1_x' }, { except: null }]));
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

  test('after stop nothing that is published on it is heard', async () => {
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

test('after stop a node does not hear what others still hear', async () => {
  const [stopped, witness] = [await openBus('over Redis'), await openBus('over Redis')];
  const room = someRoom();
  const [heard, heardByWitness] = [hear(stopped, room), hear(witness, room)];
  witness.publish(room, numbered(1));
  await vi.waitFor(() => expect(heardByWitness.seqs()).toEqual([1]));
  await vi.waitFor(() => expect(heard.seqs()).toEqual([1]));
  await stopped.stop();
  witness.publish(room, numbered(2));
  await vi.waitFor(() => expect(heardByWitness.seqs()).toEqual([1, 2]));
  expect(heard.seqs()).toEqual([1]);
});

test('an event of a kind that only newer nodes know is passed on with its number, and what is no event is not', async () => {
  const bus = await openBus('over Redis');
  const room = someRoom();
  const heard = hear(bus, room);
  const channel = `livestreamer:rooms:${new URL(testRedis.url).pathname.slice(1)}`;
  const event = { type: 'confetti', colours: ['red'] };
  const say = (message: string) => testRedis.redis.publish(channel, message);
  for (const nonsense of ['nonsense', `e1 1 ${room} - {`, `e1 2 ${room} - 7`, `e1 3 ${room} - null`, `e1 3 ${room} {}`])
    await say(nonsense);
  await say(`e1 4 ${room} - ${JSON.stringify(event)}`);
  await vi.waitFor(() => expect(heard.events).toEqual([{ room, epoch: 'e1', seq: 4, event, except: null }]));
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
