import { createFakeClock } from '@livestreamer/clock';
import { afterEach, expect, test } from 'vitest';
import { CLUB, snapshotWith } from './fake-realtime-rig.ts';
import { createFakeRealtimeSocket, type FakeRealtimeSocket } from './fake-realtime-socket.ts';
import { createRealtimeClient, type RealtimeClient } from './realtime-client.ts';

let client: RealtimeClient;
let clock: ReturnType<typeof createFakeClock>;
afterEach(() => {
  client.close();
  expect(clock.pending()).toBe(0);
});

/** A client with two ways, which waits as short as it can. */
const set = () => {
  clock = createFakeClock();
  const opened: string[] = [];
  const sockets: FakeRealtimeSocket[] = [];
  const open = (way: string) => () => {
    opened.push(way);
    const socket = createFakeRealtimeSocket();
    sockets.push(socket);
    return socket;
  };
  client = createRealtimeClient({
    url: 'ws://test/',
    openSocket: open('socket'),
    openFallback: open('fallback'),
    clock,
    chance: { fraction: () => 0 },
  });
  const last = (): FakeRealtimeSocket => {
    const newest = sockets.at(-1);
    if (!newest) throw new Error('No socket was opened.');
    return newest;
  };
  const lose = (): void => {
    last().end(1006);
    clock.advance(100);
  };
  /** Two WebSockets in vain, and the other way is open. */
  const fallBack = (): FakeRealtimeSocket => {
    lose();
    lose();
    last().welcome();
    return last();
  };
  return { opened, last, lose, fallBack };
};

test('after two sockets that never came to their welcome the other way is tried, and a WebSocket first after each loss', () => {
  const { opened, last, lose } = set();
  lose();
  lose();
  expect(opened).toEqual(['socket', 'socket', 'fallback']);
  last().welcome();
  expect(client.connectionId()).toBe('c1');
  lose();
  expect(opened.at(-1)).toBe('socket');
  expect(client.connectionId()).toBeNull();
  lose();
  expect(opened.at(-1)).toBe('fallback');
  lose();
  last().welcome();
  lose();
  expect(opened.slice(4)).toEqual(['fallback', 'socket', 'socket']);
});

test('a WebSocket that is swallowed on the way is not waited for twice', () => {
  const { opened } = set();
  clock.advance(15_000);
  clock.advance(100);
  expect(opened).toEqual(['socket', 'fallback']);
});

test('beside the other way a WebSocket is tried, and taken when it comes to its welcome: nothing is lost', () => {
  const { opened, last, fallBack } = set();
  const states: string[] = [];
  client.follow(CLUB, { onSnapshot: () => undefined, onEvent: () => undefined });
  const fallback = fallBack();
  fallback.tell({ type: 'subscribed', room: CLUB, epoch: 'e1', seq: 3, snapshot: snapshotWith(null) });
  client.onState((state) => states.push(state));
  clock.advance(29_999);
  fallback.ping();
  expect(opened).toHaveLength(3);
  clock.advance(1);
  expect(opened.slice(3)).toEqual(['socket']);
  expect(fallback.closedByClient).toBe(false);
  const back = last();
  back.welcome();
  expect(fallback.closedByClient).toBe(true);
  expect(back.take()).toEqual([{ type: 'subscribe', room: CLUB, resume: { epoch: 'e1', seq: 3 } }]);
  expect(states).toEqual([]);
  fallback.end(1006);
  back.ping();
  expect(client.state()).toBe('open');
  expect(back.take()).toEqual([{ type: 'pong' }]);
});

test('a WebSocket that still does not get through is tried ever more seldom, and disturbs nothing', () => {
  const { opened, last, fallBack } = set();
  const fallback = fallBack();
  const waits: number[] = [];
  for (let n = 0; n < 7; n++) {
    const before = opened.length;
    let seconds = 0;
    for (; opened.length === before; seconds += 10) {
      clock.advance(10_000);
      fallback.ping();
    }
    waits.push(seconds);
    if (n % 2 === 0) last().end(1006);
    else clock.advance(15_000);
    expect(client.state()).toBe('open');
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 480, 480]);
  expect(fallback.closedByClient).toBe(false);
});
