import { createFakeClock } from '@livestreamer/clock';
import type { LiveBroadcast, RoomEvent, RoomSnapshot } from '@livestreamer/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { airOf } from './air.ts';
import { createLiveLine, LINE_GRACE_MS } from './live-line.ts';
import { createLiveStations, type LiveStations } from './live-station.ts';

const show = (over: Partial<LiveBroadcast> = {}): LiveBroadcast => ({
  broadcastId: 'b1',
  state: 'live',
  title: 'Low Tide',
  nowPlaying: null,
  startedAt: '2026-11-22T20:00:00.000Z',
  listeners: 1,
  hearts: 0,
  ...over,
});

const snapshotWith = (live: LiveBroadcast | null): RoomSnapshot => ({
  live,
  chat: {
    seq: 0,
    room: { open: true, writers: 'members', slowModeS: 0, clearedSeq: 0, pinned: null, announcement: null },
  },
  presence: { members: 0, visitors: 1 },
});

interface Follower {
  onSnapshot(snapshot: RoomSnapshot): void;
  onEvent(event: RoomEvent): void;
}

let followed: Map<string, Follower>;
let stations: LiveStations;
let moved: string[];
let realtimeState: 'open' | 'waiting';
beforeEach(() => {
  followed = new Map();
  realtimeState = 'open';
  moved = [];
  stations = createLiveStations({
    realtime: {
      state: () => realtimeState,
      follow: (room, follower) => {
        followed.set(room, follower);
        return () => void followed.delete(room);
      },
    },
    onMoved: (slug) => moved.push(slug),
  });
});

describe('the live state of a station', () => {
  it('says when the station has another address, and stays as it is', () => {
    const club = stations.of('club');
    club.subscribe(() => undefined);
    followed.get('station:club')?.onSnapshot(snapshotWith(null));
    followed.get('station:club')?.onEvent({ type: 'moved', slug: 'klub' });
    expect(moved).toEqual(['club']);
    expect(club.snapshot()).toBeNull();
  });

  it('is what REST said until the room speaks, and not again while realtime is there', () => {
    const club = stations.of('club');
    club.subscribe(() => undefined);
    expect(club.snapshot()).toBeUndefined();
    club.seed(null);
    expect(club.snapshot()).toBeNull();
    followed.get('station:club')?.onSnapshot(snapshotWith(show()));
    club.seed(null);
    expect(club.snapshot()).toMatchObject({ title: 'Low Tide' });
    followed.get('station:club')?.onEvent({ type: 'live', live: show({ state: 'reconnecting' }) });
    expect(club.snapshot()).toMatchObject({ state: 'reconnecting' });
    followed.get('station:club')?.onEvent({ type: 'live', live: null });
    expect(club.snapshot()).toBeNull();
  });

  it('is what REST says while realtime is lost', () => {
    const club = stations.of('club');
    club.subscribe(() => undefined);
    followed.get('station:club')?.onSnapshot(snapshotWith(show()));
    realtimeState = 'waiting';
    club.seed(null);
    expect(club.snapshot()).toBeNull();
  });

  it('follows the room once for all who look, and leaves it with the last', () => {
    const club = stations.of('club');
    const [first, second] = [club.subscribe(() => undefined), club.subscribe(() => undefined)];
    expect(stations.of('club')).toBe(club);
    first();
    expect(followed.has('station:club')).toBe(true);
    second();
    expect(followed.has('station:club')).toBe(false);
  });
});

describe('the line to the server', () => {
  it('is lost only after a while, and up at once', () => {
    const clock = createFakeClock();
    let state: 'open' | 'waiting' = 'open';
    let changed = (): void => undefined;
    const line = createLiveLine({
      clock,
      realtime: {
        state: () => state,
        onState: (listener) => {
          changed = () => listener(state);
          return () => undefined;
        },
      },
    });
    state = 'waiting';
    changed();
    clock.advance(LINE_GRACE_MS - 1);
    expect(line.snapshot()).toBe('up');
    clock.advance(1);
    expect(line.snapshot()).toBe('lost');
    state = 'open';
    changed();
    expect(line.snapshot()).toBe('up');
  });

  it('and REST together, silent, come before all that was known of the show', () => {
    expect(airOf(show(), true)).toBe('unreachable');
    expect(airOf(show({ state: 'reconnecting' }), false)).toBe('reconnecting');
    expect(airOf(null, false)).toBe('off-air');
  });
});
