import type { RealtimePerson } from './realtime-person.ts';
import type { Outgoing } from './server-frames.ts';
import type { SocketOutbox } from './socket-outbox.ts';

/** Somebody in a room: a connection. */
export interface RoomMember {
  readonly id: string;
  readonly person: RealtimePerson;
  /** Null: it has no WebSocket. */
  readonly outbox: SocketOutbox | null;
  send(outgoing: Outgoing): void;
}
