import { createFakeClock } from '@livestreamer/clock';
import { type RoomEvent, type RoomSnapshot, type ServerMessage, stationRoom } from '@livestreamer/contracts';
import { silentLogger } from '../platform/index.ts';
import { createRealtimeCounters } from './realtime-counters.ts';
import { contentWith } from './realtime-rig.ts';
import { createRealtimeRoom } from './realtime-room.ts';
import { messagesIn, somebody } from './room-member-rig.ts';
import { createRoomReads } from './room-reads.ts';
import type { Outgoing } from './server-frames.ts';

const CLUB = stationRoom('club');
const OFF_AIR: RoomEvent = { type: 'live', live: null };
const EMPTY: RoomSnapshot = { ...contentWith(null), presence: { members: 0, visitors: 0 } };

/** A room whose snapshots come when the test says so. */
export const startRoom = (startSeq = 0) => {
  const clock = createFakeClock();
  const counters = createRealtimeCounters();
  const reads: { resolve(snapshot: RoomSnapshot | null): void; reject(error: Error): void }[] = [];
  /** The longest jitter there is. */
  const chance = { token: () => '', shortId: () => '____________', uuid: () => 'a uuid' };
  let noPlace = 0;
  /** With what the bus was asked for its position. */
  const asked: unknown[] = [];
  let busHangs = false;
  let position = { epoch: 'e1', seq: startSeq };
  const room = createRealtimeRoom(CLUB, {
    snapshotOf: () => new Promise((resolve, reject) => void reads.push({ resolve, reject })),
    positionOf: (_, heard) => {
      asked.push(heard);
      return busHangs ? new Promise(() => undefined) : Promise.resolve(position);
    },
    onEntered: () => undefined,
    onLeft: () => undefined,
    gatherMs: 0,
    onNoPlace: () => {
      noPlace += 1;
    },
    reads: createRoomReads({ counters, clock, chance, log: silentLogger }),
    counters,
    clock,
  });
  const member = () => {
    const heard: string[] = [];
    const send = (outgoing: Outgoing): void => {
      for (const message of messagesIn(outgoing)) note(message);
    };
    const note = (message: ServerMessage): void => {
      if (message.type === 'event') heard.push(`event ${message.seq}`);
      else if (message.type === 'subscribed')
        heard.push(`${message.snapshot ? 'snapshot' : 'resumed'} ${message.epoch} ${message.seq}`);
      else heard.push(message.type);
    };
    return { ...somebody(), send, heard };
  };
  const heed = (seq: number, epoch = 'e1', except: string | null = null): void =>
    room.heed({ room: CLUB, epoch, seq, event: OFF_AIR, except });
  /** Answers all reads that have begun; returns how many. */
  const read = async (snapshot: RoomSnapshot | null = EMPTY): Promise<number> => {
    await settled();
    const begun = reads.splice(0);
    for (const { resolve } of begun) resolve(snapshot);
    await settled();
    return begun.length;
  };
  const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
  const moveBus = (to: { epoch: string; seq: number }) => {
    position = to;
  };
  /** The bus does not answer until the function that it gives is called. */
  const hangBus = () => {
    busHangs = true;
    return () => {
      busHangs = false;
    };
  };
  return { room, clock, counters, reads, member, heed, read, settled, moveBus, hangBus, asked, noPlace: () => noPlace };
};
