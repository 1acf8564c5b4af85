import { createFakeClock } from '@livestreamer/clock';
import type { Presence } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { silentLogger as log } from '../platform/index.ts';
import { createPresenceStore, type PresenceStore } from './presence-store.ts';
import { createRoomPresence } from './room-presence.ts';

const CLUB = 'station:club';
const member = (name: string) => ({ key: name, account: { accountId: name, username: name } });
const visitor = (name: string) => ({ key: name, account: null });
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));

const set = (store: PresenceStore = createPresenceStore()) => {
  const clock = createFakeClock();
  const told: Presence[] = [];
  const presence = createRoomPresence({ store, tell: (_, counts) => told.push(counts), clock, log });
  const pass = async (ms = 2_000): Promise<void> => {
    clock.advance(ms);
    await settled();
  };
  return { clock, told, presence, pass, store };
};

test('people are counted, not tabs', async () => {
  const { presence, told, pass } = set();
  presence.enter(CLUB, member('zoe'));
  presence.enter(CLUB, member('zoe'));
  presence.enter(CLUB, visitor('v1'));
  expect(presence.countsOf(CLUB)).toEqual({ members: 1, visitors: 1 });
  await pass();
  presence.leave(CLUB, member('zoe'));
  await pass();
  presence.leave(CLUB, member('zoe'));
  await pass();
  expect(told).toEqual([
    { members: 1, visitors: 1 },
    { members: 0, visitors: 1 },
  ]);
  expect((await presence.peopleIn(CLUB)).visitors).toEqual(new Set(['v1']));
});

test('five thousand who come and go within ten seconds are told of in a handful of events', async () => {
  const { presence, told, pass } = set();
  for (let n = 0; n < 5_000; n += 1) {
    presence.enter(CLUB, visitor(`v${n}`));
    if (n % 500 === 499) await pass(1_000);
  }
  expect(told.at(-1)).toEqual({ members: 0, visitors: 5_000 });
  for (let n = 0; n < 5_000; n += 1) {
    presence.leave(CLUB, visitor(`v${n}`));
    if (n % 500 === 499) await pass(1_000);
  }
  await pass();
  expect(told.length).toBeLessThanOrEqual(12);
  expect([...presence.rooms()]).toEqual([]);
});

test('people of other nodes count, also when those come and go without a word here', async () => {
  const store = createPresenceStore();
  let elsewhere = 2;
  const both: PresenceStore = {
    put: store.put,
    read: async (room) => {
      const { accounts, visitors } = await store.read(room);
      return { accounts, visitors: new Set([...visitors, ...Array.from({ length: elsewhere }, (_, n) => `x${n}`)]) };
    },
  };
  const { presence, told, pass } = set(both);
  presence.enter(CLUB, member('zoe'));
  await pass();
  elsewhere = 0;
  for (let round = 0; round < 10; round += 1) await pass();
  expect(told).toEqual([
    { members: 1, visitors: 2 },
    { members: 1, visitors: 0 },
  ]);
});

test('while the store is away those on this node are counted, and at the end they are taken back', async () => {
  let away = true;
  const store = createPresenceStore();
  const moody: PresenceStore = {
    put: (...said) => (away ? Promise.reject(new Error('away')) : store.put(...said)),
    read: (room) => (away ? Promise.reject(new Error('away')) : store.read(room)),
  };
  const { presence, told, pass, clock } = set(moody);
  presence.enter(CLUB, member('zoe'));
  await pass();
  expect(told).toEqual([{ members: 1, visitors: 0 }]);
  expect([...(await presence.peopleIn(CLUB)).accounts.values()]).toEqual(['zoe']);
  away = false;
  for (let round = 0; round < 10; round += 1) await pass();
  expect((await store.read(CLUB)).accounts.size).toBe(1);
  await presence.stop();
  expect((await store.read(CLUB)).accounts.size).toBe(0);
  expect(clock.pending()).toBe(0);
});
