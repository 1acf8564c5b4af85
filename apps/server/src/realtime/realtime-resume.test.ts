import { createRealtimeClient, type RealtimeClient } from '@livestreamer/client';
import { type RoomEvent, type RoomSnapshot, stationRoom } from '@livestreamer/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { contentWith, liveEvent, liveWith, type RealtimeRig, startRealtimeRig } from './realtime-rig.ts';

const CLUB = stationRoom('club');

let rig: RealtimeRig;
let client: RealtimeClient;
afterEach(async () => {
  client.close();
  await rig.stop();
  expect(rig.clock.pending()).toBe(0);
});

/** The real client against the real engine, over a line that can be cut. */
const set = async () => {
  rig = await startRealtimeRig();
  rig.places.set(CLUB, contentWith(liveWith(0)));
  const sockets: WebSocket[] = [];
  const heard: string[] = [];
  client = createRealtimeClient({
    url: rig.url,
    openSocket: (url) => {
      const socket = new WebSocket(url);
      sockets.push(socket);
      return socket;
    },
    chance: { fraction: () => 0 },
  });
  client.follow(CLUB, {
    onSnapshot: ({ live }: RoomSnapshot) => heard.push(`snapshot ${live?.listeners}`),
    onEvent: (event: RoomEvent) => heard.push(`event ${event.type === 'live' ? event.live?.listeners : event.type}`),
  });
  const publish = (from: number, to: number): void => {
    for (let n = from; n <= to; n++) {
      rig.places.set(CLUB, contentWith(liveWith(n)));
      rig.realtime.publish(CLUB, liveEvent(n));
    }
  };
  const cut = (): void => sockets.at(-1)?.terminate();
  await vi.waitFor(() => expect(heard).toEqual(['snapshot 0']));
  return { heard, publish, cut };
};

test('after a drop the client hears exactly what it missed', async () => {
  const { heard, publish, cut } = await set();
  publish(1, 2);
  await vi.waitFor(() => expect(heard).toHaveLength(3));
  cut();
  await vi.waitFor(() => expect(client.state()).toBe('waiting'));
  publish(3, 5);
  await vi.waitFor(() => expect(heard.at(-1)).toBe('event 5'));
  publish(6, 6);
  await vi.waitFor(() => expect(heard.at(-1)).toBe('event 6'));
  expect(heard).toEqual(['snapshot 0', ...[1, 2, 3, 4, 5, 6].map((n) => `event ${n}`)]);
});

test('after it was away for too long it gets a snapshot, and goes on from there', async () => {
  const { heard, publish, cut } = await set();
  publish(1, 1);
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  cut();
  await vi.waitFor(() => expect(client.state()).toBe('waiting'));
  publish(2, 300);
  await vi.waitFor(() => expect(heard.at(-1)).toBe('snapshot 300'));
  publish(301, 301);
  await vi.waitFor(() => expect(heard).toEqual(['snapshot 0', 'event 1', 'snapshot 300', 'event 301']));
});

test('after many drops under fire nothing is missed or doubled', async () => {
  const { heard, publish, cut } = await set();
  let last = 0;
  for (let round = 0; round < 10; round++) {
    publish(last + 1, last + 7);
    cut();
    publish(last + 8, last + 12);
    last += 12;
    await vi.waitFor(() => expect(heard.at(-1)).toBe(`event ${last}`));
  }
  expect(heard).toEqual(['snapshot 0', ...Array.from({ length: last }, (_, index) => `event ${index + 1}`)]);
});
