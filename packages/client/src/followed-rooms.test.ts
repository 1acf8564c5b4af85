import { type ClientMessage, LIMITS, type RoomEvent, type ServerMessage, stationRoom } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { CLUB, liveEvent, liveWith, snapshotWith } from './fake-realtime-rig.ts';
import { createFollowedRooms } from './followed-rooms.ts';

const set = () => {
  const said: ClientMessage[] = [];
  const heard: string[] = [];
  const rooms = createFollowedRooms((message) => said.push(message));
  const follower = (name = '') => ({
    onSnapshot: ({ live }: { live: { listeners: number } | null }) => heard.push(`${name}snapshot ${live?.listeners}`),
    onEvent: (event: RoomEvent) =>
      heard.push(`${name}event ${event.type === 'live' ? event.live?.listeners : event.type}`),
  });
  return { said, heard, rooms, follower };
};

const snapshot = (seq: number, epoch = 'e1') =>
  ({
    type: 'subscribed',
    room: CLUB,
    epoch,
    seq,
    snapshot: snapshotWith(liveWith(seq)),
  }) as const satisfies ServerMessage;
const resumed = (seq: number, epoch = 'e1') =>
  ({ type: 'subscribed', room: CLUB, epoch, seq, snapshot: null }) as const satisfies ServerMessage;
const event = (seq: number) =>
  ({ type: 'event', room: CLUB, seq, event: liveEvent(seq) }) as const satisfies ServerMessage;

test('a follower gets the snapshot, then what happened next, each once', () => {
  const { rooms, heard, said, follower } = set();
  rooms.follow(CLUB, follower());
  rooms.heed(snapshot(4));
  rooms.heed(event(5));
  rooms.heed(event(5));
  rooms.heed(event(4));
  rooms.heed(event(6));
  expect(heard).toEqual(['snapshot 4', 'event 5', 'event 6']);
  expect(said).toEqual([{ type: 'subscribe', room: CLUB }]);
});

test('after a break it goes on from the last event it saw', () => {
  const { rooms, heard, said, follower } = set();
  rooms.follow(CLUB, follower());
  rooms.heed(snapshot(4));
  rooms.heed(event(5));
  rooms.subscribeAll();
  expect(said.at(-1)).toEqual({ type: 'subscribe', room: CLUB, resume: { epoch: 'e1', seq: 5 } });
  rooms.heed(resumed(7));
  rooms.heed(event(6));
  rooms.heed(event(7));
  expect(heard).toEqual(['snapshot 4', 'event 5', 'event 6', 'event 7']);
});

test('a gap makes it ask for a snapshot once, and nothing is delivered until that comes', () => {
  const { rooms, heard, said, follower } = set();
  rooms.follow(CLUB, follower());
  rooms.heed(snapshot(1));
  rooms.heed(event(3));
  rooms.heed(event(4));
  expect(said).toEqual([
    { type: 'subscribe', room: CLUB },
    { type: 'subscribe', room: CLUB },
  ]);
  rooms.heed(snapshot(4));
  rooms.heed(event(5));
  expect(heard).toEqual(['snapshot 1', 'snapshot 4', 'event 5']);
});

test('an answer without snapshot from another epoch makes it ask for a snapshot', () => {
  const { rooms, heard, said, follower } = set();
  rooms.follow(CLUB, follower());
  rooms.heed(snapshot(9));
  rooms.heed(resumed(9, 'e2'));
  expect(said.at(-1)).toEqual({ type: 'subscribe', room: CLUB });
  rooms.heed(snapshot(2, 'e2'));
  rooms.heed(event(3));
  expect(heard).toEqual(['snapshot 9', 'snapshot 2', 'event 3']);
});

test('an event of a kind that only newer programs know is counted and not delivered', () => {
  const { rooms, heard, said, follower } = set();
  rooms.follow(CLUB, follower());
  rooms.heed(snapshot(1));
  rooms.heed({ type: 'unknown-event', room: CLUB, seq: 2 });
  rooms.heed(event(3));
  expect(heard).toEqual(['snapshot 1', 'event 3']);
  expect(said).toHaveLength(1);
});

test('somebody who joins others in a room gets a snapshot of their own', () => {
  const { rooms, heard, said, follower } = set();
  rooms.follow(CLUB, follower('a '));
  rooms.heed(snapshot(1));
  rooms.follow(CLUB, follower('b '));
  expect(said).toHaveLength(2);
  rooms.heed(snapshot(1));
  rooms.heed(event(2));
  expect(heard).toEqual(['a snapshot 1', 'a snapshot 1', 'b snapshot 1', 'a event 2', 'b event 2']);
});

test('the room is left when its last follower goes, and going twice changes nothing', () => {
  const { rooms, heard, said, follower } = set();
  const leaveA = rooms.follow(CLUB, follower());
  const leaveB = rooms.follow(CLUB, follower());
  rooms.heed(snapshot(1));
  leaveA();
  leaveA();
  expect(said).toHaveLength(2);
  leaveB();
  expect(said.at(-1)).toEqual({ type: 'unsubscribe', room: CLUB });
  rooms.heed(event(2));
  rooms.subscribeAll();
  expect(said).toHaveLength(3);
  expect(heard).toEqual(['snapshot 1', 'snapshot 1']);
});

test('more rooms than a connection may have are refused here, before the server closes it for good', () => {
  const { rooms, follower } = set();
  for (let n = 0; n < LIMITS.realtime.roomsPerConnection; n++) rooms.follow(stationRoom(`r${n}`), follower());
  expect(() => rooms.follow(CLUB, follower())).toThrow(RangeError);
  expect(() => rooms.follow(stationRoom('r0'), follower())).not.toThrow();
});
