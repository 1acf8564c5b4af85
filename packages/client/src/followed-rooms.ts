import { type ClientMessage, LIMITS, type RoomEvent, type RoomSnapshot } from '@livestreamer/contracts';
import type { readServerMessage } from './server-message-reader.ts';

/** What somebody who follows a room hears. */
export interface RoomFollower {
  /** What the room holds now. Replaces all that was known; comes first, and again whenever events were missed for good. */
  onSnapshot(snapshot: RoomSnapshot): void;
  /** What happened next: each event exactly once and in order. */
  onEvent(event: RoomEvent): void;
}

type RoomMessage = Extract<
  NonNullable<ReturnType<typeof readServerMessage>>,
  { type: 'subscribed' | 'event' | 'own' | 'unknown-event' }
>;

interface FollowedRoom {
  readonly followers: Set<RoomFollower>;
  /** The last event seen; null while a snapshot is awaited. */
  position: { readonly epoch: string; seq: number } | null;
}

/** The rooms that a realtime client follows and where it is in each; survives its connections. */
export interface FollowedRooms {
  /** Also for a room that others follow already: it then asks for a snapshot, which all of them get. */
  follow(room: string, follower: RoomFollower): () => void;
  /** Asks for every room anew on a fresh connection, from where it was. */
  subscribeAll(): void;
  /** The next connection asks for snapshots: what this person may see and do there is perhaps another thing now. */
  forgetPositions(): void;
  heed(message: RoomMessage): void;
}

/**
 * A room's position, driven by what the server says:
 * - `subscribed` with a snapshot: take it, and count on from its `seq`.
 * - `subscribed` without: the missed events follow; just go on counting.
 * - an event with the next `seq` is delivered, an earlier one was delivered before.
 * - a later one shows a gap: forget the position and ask for a snapshot; until it comes, events are older than it.
 */
export const createFollowedRooms = (say: (message: ClientMessage) => void): FollowedRooms => {
  const rooms = new Map<string, FollowedRoom>();

  const subscribe = (room: string, position: FollowedRoom['position']): void =>
    say({ type: 'subscribe', room, ...(position ? { resume: position } : {}) });

  const startAnew = (room: string, followed: FollowedRoom): void => {
    followed.position = null;
    subscribe(room, null);
  };

  const heedSubscribed = (followed: FollowedRoom, message: Extract<RoomMessage, { type: 'subscribed' }>): void => {
    const { room, epoch, seq, snapshot } = message;
    if (snapshot) {
      followed.position = { epoch, seq };
      for (const { onSnapshot } of [...followed.followers]) onSnapshot(snapshot);
    } else if (followed.position?.epoch !== epoch) startAnew(room, followed);
  };

  return {
    follow: (room, follower) => {
      const followed = rooms.get(room) ?? { followers: new Set(), position: null };
      if (!rooms.has(room) && rooms.size === LIMITS.realtime.roomsPerConnection)
        throw new RangeError(`At most ${LIMITS.realtime.roomsPerConnection} rooms can be followed at once.`);
      rooms.set(room, followed);
      followed.followers.add(follower);
      startAnew(room, followed);

      return () => {
        if (!followed.followers.delete(follower) || followed.followers.size > 0) return;
        rooms.delete(room);
        say({ type: 'unsubscribe', room });
      };
    },

    subscribeAll: () => {
      for (const [room, { position }] of rooms) subscribe(room, position);
    },

    forgetPositions: () => {
      for (const followed of rooms.values()) followed.position = null;
    },

    heed: (message) => {
      const followed = rooms.get(message.room);
      if (!followed) return;
      if (message.type === 'subscribed') {
        heedSubscribed(followed, message);
        return;
      }
      const { position } = followed;
      if (!position || message.seq <= position.seq) return;
      if (message.seq > position.seq + 1) {
        startAnew(message.room, followed);
        return;
      }
      position.seq = message.seq;
      if (message.type !== 'event') return;
      for (const { onEvent } of [...followed.followers]) onEvent(message.event);
    },
  };
};
