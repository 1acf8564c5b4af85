import type { RoomEvent } from '@livestreamer/contracts';
import type { Chance } from '../platform/index.ts';

/** Where a room is: `seq` events have happened in the life that `epoch` names. */
export interface RoomPosition {
  readonly epoch: string;
  readonly seq: number;
}

/** An event with its place in its room. */
export interface PublishedEvent extends RoomPosition {
  readonly room: string;
  /** A `RoomEvent`, or one that only newer nodes know; so nobody here looks into it. */
  readonly event: object;
  /** The connection, on whichever node, whose own request caused it and which does not get it; null: everybody gets it. */
  readonly except: string | null;
}

/** Who hears a bus. */
export interface RoomBusListener {
  /** Something happened in a room, on whichever node. In the order of `seq` within an epoch. */
  onEvent(published: PublishedEvent): void;
  /** Events may have been missed: of this room, or of any. */
  onGap(room?: string): void;
}

export interface RoomBusCounters {
  /** Events that only this node heard, because the others could not be reached. */
  heardHereOnly: number;
}

/**
 * Carries events to every node and numbers them in one place: within an epoch each event of a room has the next `seq`
 * (1, 2, 3 …) on all nodes. A new epoch begins when the count is lost.
 */
export interface RoomBus {
  readonly counters: Readonly<RoomBusCounters>;
  /** From now on `listener` hears of all rooms. There is one: the engine. */
  listen(listener: RoomBusListener): void;
  /** Throws when other nodes cannot be reached in time, and has undone everything then. */
  start(): Promise<void>;
  /** Never fails: when other nodes cannot be reached, this one hears it all the same. */
  publish(room: string, event: RoomEvent, except?: string | null): void;
  /**
   * Never fails. Of every event after this position `listener` hears, or of a gap. Remembers nothing of rooms that never spoke: anybody may ask for any
   * name. `heard` is where the asker is: a count that has fallen back behind it (a Redis that came up with an older copy) goes on in a new epoch.
   */
  position(room: string, heard?: RoomPosition): Promise<RoomPosition>;
  stop(): Promise<void>;
}

/** The bus of a single node; one epoch for as long as it lives. */
export const createRoomBus = ({ chance }: { chance: Chance }): RoomBus => {
  const epoch = chance.shortId();
  const seqs = new Map<string, number>();
  let listener: RoomBusListener | null = null;

  return {
    counters: { heardHereOnly: 0 },
    listen: (newListener) => {
      listener = newListener;
    },
    start: async () => undefined,
    publish: (room, event, except = null) => {
      const seq = (seqs.get(room) ?? 0) + 1;
      seqs.set(room, seq);
      listener?.onEvent({ room, epoch, seq, event, except });
    },
    position: async (room) => ({ epoch, seq: seqs.get(room) ?? 0 }),
    stop: async () => {
      listener = null;
    },
  };
};
