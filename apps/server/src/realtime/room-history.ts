import type { RoomPosition } from './room-bus.ts';
import type { RoomWrite } from './room-writes.ts';

/** The last events of a room, as frames ready to send. */
export interface RoomHistory {
  readonly epoch: string;
  /** The newest event. */
  readonly seq: number;
  /** Takes the next event. */
  push(write: RoomWrite): void;
  /** All events after `seq`, or null when they are not all here (or never happened). */
  after(seq: number): readonly RoomWrite[] | null;
}

/** The past that is kept: minutes of live figures. Who missed more is better off with a snapshot. */
const KEPT_EVENTS = 200;
/** All of it goes out in one write, which has to be well under what a connection may have waiting. */
const KEPT_BYTES = 128 * 1024;

export const createRoomHistory = ({ epoch, seq: startSeq }: RoomPosition, keptEvents = KEPT_EVENTS): RoomHistory => {
  const writes: RoomWrite[] = [];
  let seq = startSeq;
  let keptBytes = 0;

  const dropOldest = (): void => {
    const oldest = writes.shift();
    if (oldest) keptBytes -= bytesOf(oldest);
  };

  return {
    epoch,
    get seq() {
      return seq;
    },
    push: (write) => {
      seq += 1;
      writes.push(write);
      keptBytes += bytesOf(write);
      while (writes.length > keptEvents || keptBytes > KEPT_BYTES) dropOldest();
    },
    after: (seen) => {
      const missed = seq - seen;
      if (missed < 0 || missed > writes.length) return null;
      return writes.slice(writes.length - missed);
    },
  };
};

const bytesOf = ({ frame }: RoomWrite): number => frame.webSocket().length;
