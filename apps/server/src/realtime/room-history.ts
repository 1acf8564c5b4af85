import type { RoomPosition } from './room-bus.ts';
import type { Outgoing } from './server-frames.ts';

/** The last events of a room, as frames ready to send. */
export interface RoomHistory {
  readonly epoch: string;
  /** The newest event. */
  readonly seq: number;
  /** Takes the next event. */
  push(frame: Outgoing): void;
  /** All events after `seq`, or null when they are not all here (or never happened). */
  after(seq: number): readonly Outgoing[] | null;
}

/** The past that is kept: minutes of live figures. Who missed more is better off with a snapshot. */
const KEPT_EVENTS = 200;

export const createRoomHistory = ({ epoch, seq: startSeq }: RoomPosition, keptEvents = KEPT_EVENTS): RoomHistory => {
  const frames: Outgoing[] = [];
  let seq = startSeq;
  return {
    epoch,
    get seq() {
      return seq;
    },
    push: (frame) => {
      seq += 1;
      frames.push(frame);
      if (frames.length > keptEvents) frames.shift();
    },
    after: (seen) => {
      const missed = seq - seen;
      if (missed < 0 || missed > frames.length) return null;
      return frames.slice(frames.length - missed);
    },
  };
};
