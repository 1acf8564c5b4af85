import type { RoomMember } from './room-member.ts';
import type { Outgoing } from './server-frames.ts';
import { type SocketOutbox, writeToSocket } from './socket-outbox.ts';

/** Those in a room who hear each event, kept for what is done most: the same bytes to all of them. */
export interface RoomAudience extends Iterable<RoomMember> {
  readonly size: number;
  has(member: RoomMember): boolean;
  add(member: RoomMember): void;
  delete(member: RoomMember): void;
  clear(): void;
  /** To everybody but these few. A member may leave while it is written to, and no other. */
  sendToAll(outgoing: Outgoing, but: readonly RoomMember[]): void;
}

/**
 * Members without gaps, and beside each the outbox of its WebSocket: with thousands of pages a delivery costs what it has to fetch from memory. The last one
 * takes the place of whoever leaves; so a write goes from the end to the beginning, and reaches everybody once.
 */
export const createRoomAudience = (): RoomAudience => {
  const members: RoomMember[] = [];
  const outboxes: (SocketOutbox | null)[] = [];
  const places = new Map<RoomMember, number>();

  const put = (member: RoomMember, place: number): void => {
    members[place] = member;
    outboxes[place] = member.outbox;
    places.set(member, place);
  };

  return {
    get size() {
      return members.length;
    },
    [Symbol.iterator]: () => members[Symbol.iterator](),
    has: (member) => places.has(member),
    add: (member) => {
      if (!places.has(member)) put(member, members.length);
    },
    delete: (member) => {
      const place = places.get(member);
      if (place === undefined) return;
      places.delete(member);
      const last = members.pop();
      outboxes.pop();
      if (last && last !== member) put(last, place);
    },
    clear: () => {
      members.length = 0;
      outboxes.length = 0;
      places.clear();
    },
    sendToAll: (outgoing, but) => {
      const frames = outgoing.webSocket();
      for (let place = members.length - 1; place >= 0; place -= 1) {
        const member = members[place];
        const outbox = outboxes[place];
        if (!member || but.includes(member)) continue;
        if (outbox) writeToSocket(outbox, frames);
        else member.send(outgoing);
      }
    },
  };
};
