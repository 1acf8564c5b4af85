import { createFakeClock } from '@livestreamer/clock';
import type { LiveBroadcast } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { type LogFields, silentLogger } from '../platform/index.ts';
import { createBroadcastCounters } from './broadcast-counters.ts';
import { createLiveStateStore } from './live-state.ts';
import { createLiveStateKeeper } from './live-state-keeper.ts';

const live = (listeners: number): LiveBroadcast => ({
  broadcastId: 'b1',
  state: 'live',
  title: 't',
  startedAt: '2026-01-01T20:00:00.000Z',
  listeners,
  hearts: 0,
});

/** A store in process that can be told to fail, and counts its writes. */
const set = () => {
  const clock = createFakeClock();
  const counters = createBroadcastCounters();
  const warnings: LogFields[] = [];
  const inner = createLiveStateStore();
  let broken = false;
  let puts = 0;
  const orFail = async (run: () => Promise<void>): Promise<void> => {
    if (broken) throw new Error('Redis away');
    await run();
  };
  const keeper = createLiveStateKeeper({
    store: {
      get: inner.get,
      put: (stationId, state) => {
        puts += 1;
        return orFail(() => inner.put(stationId, state));
      },
      remove: (stationId) => orFail(() => inner.remove(stationId)),
    },
    counters,
    clock,
    log: { ...silentLogger, warn: (fields) => warnings.push(fields) },
  });
  const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 500) {
      clock.advance(500);
      await settled();
    }
  };
  return {
    keeper,
    clock,
    counters,
    warnings,
    settled,
    pass,
    stored: () => inner.get('s1'),
    lose: () => inner.remove('s1'),
    setBroken: (now: boolean) => {
      broken = now;
    },
    puts: () => puts,
  };
};

test('a change of state is written at once, figures once a second', async () => {
  const { keeper, settled, pass, stored, puts } = set();
  keeper.keep('s1', live(0), true);
  await settled();
  expect(await stored()).toEqual(live(0));
  for (let n = 1; n <= 50; n++) keeper.keep('s1', live(n), false);
  await settled();
  expect(await stored()).toEqual(live(0));
  await pass(1_000);
  expect(await stored()).toEqual(live(50));
  expect(puts()).toBe(2);
  await keeper.stop();
});

test('a store that lost everything is filled anew within ten seconds', async () => {
  const { keeper, settled, pass, stored, lose } = set();
  keeper.keep('s1', live(3), true);
  await settled();
  await lose();
  await pass(10_000);
  expect(await stored()).toEqual(live(3));
  await keeper.stop();
});

test('what could not be written is written with a later round; counted each time, logged once', async () => {
  const { keeper, pass, settled, stored, setBroken, counters, warnings } = set();
  setBroken(true);
  keeper.keep('s1', live(1), true);
  await settled();
  await pass(3_000);
  keeper.keep('s1', live(2), true);
  await settled();
  setBroken(false);
  await pass(1_000);
  expect(await stored()).toEqual(live(2));
  expect(counters.failedLiveStates).toBe(5);
  expect(warnings).toHaveLength(1);
  await keeper.stop();
});

test('a show that ended is removed, also when the store failed at first', async () => {
  const { keeper, pass, settled, stored, setBroken, puts } = set();
  keeper.keep('s1', live(1), true);
  await settled();
  setBroken(true);
  keeper.keep('s1', null, true);
  await settled();
  setBroken(false);
  await pass(1_000);
  expect(await stored()).toBeNull();
  await pass(20_000);
  expect(puts()).toBe(1);
  await keeper.stop();
});

test('the stop writes what is left and leaves no timer', async () => {
  const { keeper, stored, clock } = set();
  keeper.keep('s1', live(9), false);
  await keeper.stop();
  expect(await stored()).toEqual(live(9));
  expect(clock.pending()).toBe(0);
});
