import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { type LiveBroadcast, type RoomEvent, type RoomSnapshot, stationRoom } from '@livestreamer/contracts';
import { createFakeRealtimeSocket, type FakeRealtimeSocket } from './fake-realtime-socket.ts';
import { createRealtimeClient, type RealtimeClient } from './realtime-client.ts';

/** A realtime client whose sockets, time and chance are in the hands of a test. */
export interface FakeRealtimeRig {
  readonly client: RealtimeClient;
  readonly clock: FakeClock;
  /** Sockets opened so far. */
  readonly sockets: readonly FakeRealtimeSocket[];
  /** The newest socket. */
  socket(): FakeRealtimeSocket;
}

/** `fraction` is what chance always says: with 1/2 the delays are half of their span. */
export const createFakeRealtimeRig = (fraction = 0.5): FakeRealtimeRig => {
  const clock = createFakeClock();
  const sockets: FakeRealtimeSocket[] = [];
  const client = createRealtimeClient({
    url: 'ws://test/',
    clock,
    chance: { fraction: () => fraction },
    openSocket: () => {
      const socket = createFakeRealtimeSocket();
      sockets.push(socket);
      return socket;
    },
  });
  return {
    client,
    clock,
    sockets,
    socket: () => {
      const newest = sockets.at(-1);
      if (!newest) throw new Error('No socket was opened.');
      return newest;
    },
  };
};

/** The room that tests talk about. */
export const CLUB = stationRoom('club');

/** A broadcast with as many listeners, so that tests can tell one event from another. */
export const liveWith = (listeners: number): LiveBroadcast => ({
  broadcastId: 'b1',
  state: 'live',
  title: 'Night',
  startedAt: '2026-01-01T00:00:00.000Z',
  listeners,
  hearts: 0,
  nowPlaying: null,
});

/** A room with a chat in which nothing was said. */
export const snapshotWith = (live: LiveBroadcast | null): RoomSnapshot => ({
  live,
  chat: {
    seq: 0,
    room: { open: true, writers: 'members', slowModeS: 0, clearedSeq: 0, pinned: null, announcement: null },
  },
  presence: { members: 0, visitors: 1 },
});

export const liveEvent = (listeners: number): RoomEvent => ({ type: 'live', live: liveWith(listeners) });
