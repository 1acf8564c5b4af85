import type { Clock } from '@livestreamer/clock';
import type { RoomSnapshot } from '@livestreamer/contracts';
import type { Chance, Logger } from '../platform/index.ts';
import type { RealtimeCounters } from './realtime-counters.ts';
import { createRealtimeRoom, type RealtimeRoom } from './realtime-room.ts';
import type { PublishedEvent, RoomBus, RoomPosition } from './room-bus.ts';
import type { RoomMember } from './room-member.ts';
import type { RoomPresence } from './room-presence.ts';
import { createRoomReads } from './room-reads.ts';

/** Who is in which room on this node. */
export interface RealtimeRooms {
  readonly size: number;
  /** Also for a member who is in the room already: it starts over. */
  subscribe(member: RoomMember, room: string, resume: RoomPosition | null): void;
  unsubscribe(member: RoomMember, room: string): void;
  stop(): void;
}

export interface RealtimeRoomsOptions {
  readonly bus: RoomBus;
  /** What a room holds now, or null when there is no such place. */
  readonly snapshotOf: (room: string) => Promise<RoomSnapshot | null>;
  /** Who is in which room. */
  readonly presence: Pick<RoomPresence, 'enter' | 'leave'>;
  /** An event came, from whichever node. */
  readonly onHeard: (published: PublishedEvent) => void;
  /** How long events of a busy room wait for others. */
  readonly gatherMs: number;
  readonly counters: RealtimeCounters;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** An empty room is forgotten at the second sweep that finds it so; until then whoever lost the line can resume. */
const SWEEP_MS = 60_000;

export const createRealtimeRooms = (options: RealtimeRoomsOptions): RealtimeRooms => {
  const { bus, snapshotOf, presence, onHeard, gatherMs, counters, clock } = options;
  const reads = createRoomReads(options);
  const rooms = new Map<string, RealtimeRoom>();
  let emptyBefore = new Set<RealtimeRoom>();

  const forget = (name: string): void => {
    rooms.get(name)?.close();
    rooms.delete(name);
  };

  const roomOf = (name: string): RealtimeRoom => {
    const known = rooms.get(name);
    if (known) return known;
    const onNoPlace = (): void => {
      if (rooms.get(name) === room) forget(name); // not a later room of this name
    };
    const room: RealtimeRoom = createRealtimeRoom(name, {
      snapshotOf,
      positionOf: bus.position,
      onEntered: (person) => presence.enter(name, person),
      onLeft: (person) => presence.leave(name, person),
      onNoPlace,
      gatherMs,
      reads,
      counters,
      clock,
    });
    rooms.set(name, room);
    return room;
  };

  const sweep = clock.every(SWEEP_MS, () => {
    const empty = new Set<RealtimeRoom>();
    for (const [name, room] of rooms) {
      if (!room.empty) continue;
      if (emptyBefore.has(room)) forget(name);
      else empty.add(room);
    }
    emptyBefore = empty;
  });

  bus.listen({
    onEvent: (published) => {
      rooms.get(published.room)?.heed(published);
      onHeard(published);
    },
    onGap: (name) => {
      if (name === undefined) for (const room of rooms.values()) void room.catchUp();
      else void rooms.get(name)?.catchUp();
    },
  });

  return {
    get size() {
      return rooms.size;
    },
    subscribe: (member, name, resume) => roomOf(name).subscribe(member, resume),
    unsubscribe: (member, name) => {
      const room = rooms.get(name);
      room?.unsubscribe(member);
      if (room?.empty && !room.visited) forget(name);
    },
    stop: () => {
      sweep.cancel();
      for (const name of [...rooms.keys()]) forget(name);
    },
  };
};
