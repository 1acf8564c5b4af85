import type { Clock, Timer } from '@livestreamer/clock';
import type { RoomSnapshot } from '@livestreamer/contracts';
import type { RealtimeCounters } from './realtime-counters.ts';
import type { RealtimePerson } from './realtime-person.ts';
import { createRoomAudience } from './room-audience.ts';
import type { PublishedEvent, RoomPosition } from './room-bus.ts';
import { createRoomHistory, type RoomHistory } from './room-history.ts';
import type { RoomMember } from './room-member.ts';
import type { RoomReads } from './room-reads.ts';
import { createRoomWrites, frameFor, type RoomWrite } from './room-writes.ts';
import { joined, type Outgoing, serverFrame } from './server-frames.ts';

/**
 * The realtime scope of a station, on this node. A member is either *in* (has heard everything up to the newest event, and hears
 * each next one as it comes) or *entering* (waits for a snapshot, and hears nothing).
 *
 * - subscribe: in at once when the missed events are in the history; else entering.
 * - snapshot read: the events that came meanwhile follow it, and everybody who is entering is in.
 * - the place does not exist: everybody who is entering is told so and goes.
 * - an event that does not follow on the newest (another epoch, or a gap): the history begins anew, and everybody is entering.
 */
export interface RealtimeRoom {
  subscribe(member: RoomMember, resume: RoomPosition | null): void;
  unsubscribe(member: RoomMember): void;
  heed(published: PublishedEvent): void;
  /** Compares with the bus, and starts anew when events were missed. */
  catchUp(): Promise<void>;
  /** Nobody is in or entering. */
  readonly empty: boolean;
  /** Somebody was let in since the room was made: so the place exists, and the history is worth keeping for a while. */
  readonly visited: boolean;
  /** Nobody hears of it any more, and what it still reads is dropped. */
  close(): void;
}

export interface RoomSurroundings {
  /** What the room holds now, or null when there is no such place. */
  readonly snapshotOf: (room: string) => Promise<RoomSnapshot | null>;
  /** Also whether the count has fallen back behind what was heard: then it is of a new epoch. */
  readonly positionOf: (room: string, heard?: RoomPosition) => Promise<RoomPosition>;
  /** Somebody is in, and nobody of the same connection was; or it is not any more. */
  readonly onEntered: (person: RealtimePerson) => void;
  readonly onLeft: (person: RealtimePerson) => void;
  /** There is no such place, and nobody is left in the room. */
  readonly onNoPlace: () => void;
  /** How long events of a busy room wait for others. */
  readonly gatherMs: number;
  readonly reads: RoomReads;
  readonly counters: RealtimeCounters;
  readonly clock: Clock;
}

/** A snapshot of a room in which nothing has happened since serves the next ones who enter: a thousand who reconnect cost one read. */
const SNAPSHOT_KEEP_MS = 1_000;

interface TakenSnapshot extends RoomPosition {
  readonly atMs: number;
  readonly frame: Outgoing;
}

export const createRealtimeRoom = (room: string, surroundings: RoomSurroundings): RealtimeRoom => {
  const { snapshotOf, positionOf, onEntered, onLeft, onNoPlace, gatherMs, reads, counters, clock } = surroundings;
  const members = createRoomAudience();
  const entering = new Map<RoomMember, RoomPosition | null>();
  /** Who was let in, and has not left: also while it is entering anew. */
  const present = new Set<RoomMember>();
  /** Of two connections with one id (the older is not quite gone) the newer. */
  const byId = new Map<string, RoomMember>();
  const writes = createRoomWrites({ audience: members, memberOf: (id) => byId.get(id), gatherMs, clock });
  let history: RoomHistory | null = null;
  let taken: TakenSnapshot | null = null;
  let visited = false;
  let letting = false;
  let retry: Timer | null = null;
  let closed = false;
  let dropRead = (): void => undefined;

  /** Lets a member in with what it missed; false when the history does not reach back so far. */
  const resume = (member: RoomMember, from: RoomPosition | null): boolean => {
    const missed = history && from?.epoch === history.epoch ? history.after(from.seq) : null;
    if (!history || !missed) return false;
    const { epoch, seq } = history;
    letIn(member, serverFrame({ type: 'subscribed', room, epoch, seq, snapshot: null }), missed);
    return true;
  };

  const letIn = (member: RoomMember, first: Outgoing, missed: readonly RoomWrite[]): void => {
    writes.flush();
    entering.delete(member);
    members.add(member);
    byId.set(member.id, member);
    if (!present.has(member)) onEntered(member.person);
    present.add(member);
    visited = true;
    member.send(joined([first, ...missed.map((write) => frameFor(member.id, write))]));
  };

  /** Fails at once when the room closes. */
  const read = <T>(work: () => Promise<T>): Promise<T> =>
    reads.read(() => {
      const closing = new Promise<never>((_, reject) => {
        dropRead = () => reject(new Error('The room was closed.'));
        if (closed) dropRead();
      });
      return Promise.race([closing, closed ? closing : work()]);
    }, visited);

  const knownHistory = async (): Promise<RoomHistory> => {
    const position = await read(() => positionOf(room));
    history ??= createRoomHistory(position); // an event that came meanwhile has made it
    return history;
  };

  /** The place is read after the position, so it holds at least what happened up to there. */
  const takeSnapshot = async ({ epoch, seq }: RoomHistory): Promise<TakenSnapshot | null> => {
    const atMs = clock.monotonicMs();
    if (taken?.epoch === epoch && taken.seq === seq && atMs - taken.atMs < SNAPSHOT_KEEP_MS) return taken;
    const snapshot = await read(() => snapshotOf(room));
    reads.succeeded(room);
    return snapshot && { epoch, seq, atMs, frame: serverFrame({ type: 'subscribed', room, epoch, seq, snapshot }) };
  };

  const forget = (member: RoomMember): void => {
    members.delete(member);
    entering.delete(member);
    if (byId.get(member.id) === member) byId.delete(member.id);
    if (present.delete(member)) onLeft(member.person);
  };

  const turnAway = (): void => {
    const frame = serverFrame({ type: 'no-room', room });
    for (const member of [...entering.keys()]) {
      member.send(frame);
      forget(member);
    }
    if (members.size === 0) onNoPlace();
  };

  const letSomeIn = async (): Promise<void> => {
    const at = history ?? (await knownHistory());
    for (const [member, from] of entering) resume(member, from);
    if (entering.size === 0) return;
    taken = await takeSnapshot(at);
    if (!taken) {
      turnAway();
      return;
    }
    const missed = history === at ? at.after(taken.seq) : null; // null: the room began anew meanwhile
    if (missed) for (const member of entering.keys()) letIn(member, taken.frame, missed);
  };

  const startLetting = async (): Promise<void> => {
    if (letting || retry) return;
    letting = true;
    try {
      while (entering.size > 0) await letSomeIn();
      reads.forget(room);
    } catch (error) {
      if (closed) return;
      retry = clock.after(reads.failed(room, error), () => {
        retry = null;
        void startLetting();
      });
    } finally {
      letting = false;
    }
  };

  const startAnew = (position: RoomPosition): void => {
    counters.roomsRestarted += 1;
    writes.flush();
    history = createRoomHistory(position);
    for (const member of members) entering.set(member, null);
    members.clear();
    void startLetting();
  };

  return {
    subscribe: (member, from) => {
      members.delete(member);
      if (resume(member, from)) return;
      entering.set(member, from);
      void startLetting();
    },
    unsubscribe: forget,
    heed: ({ epoch, seq, event, except }) => {
      if (history?.epoch === epoch && seq <= history.seq) return;
      if (!history) history = createRoomHistory({ epoch, seq: seq - 1 });
      else if (history.epoch !== epoch || history.seq + 1 !== seq) startAnew({ epoch, seq: seq - 1 });
      const frame = serverFrame({ type: 'event', room, seq, event });
      const own = except !== null && { memberId: except, own: serverFrame({ type: 'own', room, seq }) };
      const write = { frame, except: own || null };
      history.push(write);
      writes.push(write);
    },
    catchUp: async () => {
      if (!history) return;
      const { epoch, seq } = history;
      const position = await positionOf(room, { epoch, seq });
      if (position.epoch !== history.epoch || position.seq > history.seq) startAnew(position);
    },
    get empty() {
      return members.size + entering.size === 0;
    },
    get visited() {
      return visited;
    },
    close: () => {
      closed = true;
      writes.stop();
      dropRead();
      retry?.cancel();
      reads.forget(room);
      for (const member of [...members, ...entering.keys()]) forget(member);
    },
  };
};
