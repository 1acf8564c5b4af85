import type { LiveBroadcast } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createServerPeer, type ServerPeer } from '../testing/server-peer.ts';
import { eventually } from '../testing/source-eventually.ts';
import { createTestMachine } from '../testing/test-machine.ts';
import { accessServer } from './server-access.ts';
import { type StationWatch, watchStation } from './station-watch.ts';

const LIVE: LiveBroadcast = {
  broadcastId: '1',
  state: 'live',
  title: 'Friday',
  nowPlaying: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  listeners: 7,
  hearts: 0,
};

let peer: ServerPeer;
let watch: StationWatch;
beforeEach(async () => {
  peer = await createServerPeer();
});
afterEach(async () => {
  watch.close();
  await peer.close();
});

const begin = (station: string | null): void => {
  const { machine } = createTestMachine({ dir: '/nowhere' });
  const access = accessServer(peer.origin, null, machine);
  watch = watchStation({ access, station, clock: machine.clock, chance: machine.chance });
};

test('finds the default station and tells its listeners', async () => {
  peer.live = LIVE;
  begin(null);
  expect(watch.listeners()).toBeNull();
  await eventually('listeners', () => watch.listeners() === 7);
  expect(watch.hearsShow()).toBe(true);
});

test('a named station needs no search', async () => {
  peer.live = LIVE;
  begin('main');
  await eventually('listeners', () => watch.listeners() === 7);
  expect(peer.asked).not.toContain('GET /api/v1/stations');
});

test.each([
  ['off air', null],
  ['waiting for its source', { ...LIVE, state: 'reconnecting' as const }],
])('a server whose station is %s does not hear the show', async (_, live) => {
  peer.live = live;
  begin(null);
  await eventually('an answer', () => watch.hearsShow() !== null);
  expect(watch.hearsShow()).toBe(false);
});

test('a server that is away says nothing, neither good nor bad', async () => {
  peer.live = LIVE;
  begin(null);
  await eventually('listeners', () => watch.listeners() === 7);
  await peer.close();
  await eventually('noticed', () => watch.listeners() === null);
  expect(watch.hearsShow()).toBeNull();
});
