import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { type LogFields, silentLogger } from '../platform/index.ts';
import { createBroadcastCounters } from './broadcast-counters.ts';
import { createLiveStateStore, type HeartCount, type LiveState, NO_HEARTS } from './live-state.ts';
import { createLiveStateKeeper } from './live-state-keeper.ts';

/** A store in process that can be told to fail, and counts its writes; one show with as many listeners as was said. */
const set = () => {
  const clock = createFakeClock();
  const counters = createBroadcastCounters();
  const warnings: LogFields[] = [];
  const store = createLiveStateStore({ clock });
  const heard: number[] = [];
  let hearts: HeartCount = NO_HEARTS;
  let broken = false;
  let puts = 0;
  let listeners = 0;
  const keeper = createLiveStateKeeper({
    store: {
      keep: async (state) => {
        puts += 1;
        if (broken) throw new Error('Redis away');
        return store.keep(state);
      },
    },
    onHearts: (_, counted) => {
      hearts = counted;
      heard.push(counted.total);
    },
    counters,
    clock,
    log: { ...silentLogger, warn: (fields) => warnings.push(fields) },
  });
  const liveState = (): LiveState => ({
    stationId: 's1',
    live: {
      broadcastId: 'b1',
      state: 'live',
      title: 't',
      nowPlaying: null,
      startedAt: '2026-01-01T00:00:00.000Z',
      listeners,
      hearts: 0,
    },
    peak: 0,
    listenerSeconds: 0,
    tracklist: [],
    hearts,
  });
  const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
  return {
    keeper,
    store,
    clock,
    counters,
    warnings,
    heard,
    settled,
    pass: async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 500) {
        clock.advance(500);
        await settled();
      }
    },
    carry: () => keeper.carry({ stationId: 's1', liveState }),
    listen: (now: number) => {
      listeners = now;
    },
    storedListeners: async () => (await store.get('s1'))?.listeners,
    setBroken: (now: boolean) => {
      broken = now;
    },
    puts: () => puts,
  };
};

test('a show is written at once, its figures once a second, a change of state at once', async () => {
  const { keeper, carry, listen, settled, pass, storedListeners, puts } = set();
  carry();
  await settled();
  expect(await storedListeners()).toBe(0);
  listen(50);
  await settled();
  expect(await storedListeners()).toBe(0);
  await pass(1_000);
  expect(await storedListeners()).toBe(50);
  listen(51);
  keeper.touch('s1');
  await settled();
  expect(await storedListeners()).toBe(51);
  expect(puts()).toBe(3);
  await keeper.stop();
});

test('hearts that others counted are heard within a second', async () => {
  const { keeper, carry, settled, pass, store, heard } = set();
  carry();
  await settled();
  await store.addHeart('s1');
  await store.addHeart('s1');
  await pass(1_000);
  expect(heard.at(-1)).toBe(2);
  await keeper.stop();
});

test('a store that lost everything has it again within a second, hearts too', async () => {
  const { keeper, carry, settled, pass, store, storedListeners, listen } = set();
  listen(3);
  carry();
  await settled();
  await store.addHeart('s1');
  await pass(1_000);
  await store.remove({ stationId: 's1', broadcastId: 'b1' });
  await pass(1_000);
  expect(await storedListeners()).toBe(3);
  expect(await store.hearts('b1')).toEqual({ total: 1, minutes: [1] });
  await keeper.stop();
});

test('what could not be written is written with a later round; counted each time, logged once', async () => {
  const { keeper, carry, listen, pass, settled, storedListeners, setBroken, counters, warnings } = set();
  setBroken(true);
  carry();
  await settled();
  await pass(3_000);
  listen(2);
  setBroken(false);
  await pass(1_000);
  expect(await storedListeners()).toBe(2);
  expect(counters.failedLiveStates).toBe(4);
  expect(warnings).toHaveLength(1);
  await keeper.stop();
});

test('a show that was let go is not written any more', async () => {
  const { keeper, carry, pass, store, puts } = set();
  carry();
  await keeper.letGo('s1');
  await store.remove({ stationId: 's1', broadcastId: 'b1' });
  keeper.touch('s1');
  await pass(5_000);
  expect(await store.get('s1')).toBeNull();
  expect(puts()).toBe(1);
  await keeper.stop();
});

test('the stop writes what is newest and leaves no timer', async () => {
  const { keeper, carry, listen, settled, storedListeners, clock } = set();
  carry();
  await settled();
  listen(9);
  await keeper.stop();
  expect(await storedListeners()).toBe(9);
  expect(clock.pending()).toBe(0);
});
