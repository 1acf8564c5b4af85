import type { Clock, Timer } from '@livestreamer/clock';
import type { RoomAudience } from './room-audience.ts';
import type { RoomMember } from './room-member.ts';
import { joined, type Outgoing } from './server-frames.ts';

/** An event on its way to everybody in a room. */
export interface RoomWrite {
  readonly frame: Outgoing;
  /** The connection whose own request caused it, and what that one gets in its place. */
  readonly except: { readonly memberId: string; readonly own: Outgoing } | null;
}

/**
 * Sends events to everybody in a room: a lone one at once; one that follows within `gatherMs` waits so long for others, and all go out in one write
 * for each reader. The kernel's send is nearly all of the cost, so a room at twenty events a second costs a third, and at a hundred a tenth.
 */
export interface RoomWrites {
  push(write: RoomWrite): void;
  /** What waits goes out now. Call it before somebody is let in, who has all of it already. */
  flush(): void;
  /** Forgets what waits. */
  stop(): void;
}

/** What waits is cut here, so that one write stays well under what a connection may have waiting. */
const MOST_WAITING = 100;
const MOST_WAITING_BYTES = 64 * 1024;

interface RoomWritesOptions {
  readonly audience: Pick<RoomAudience, 'has' | 'sendToAll'>;
  readonly memberOf: (id: string) => RoomMember | undefined;
  /** How long an event may wait for others. */
  readonly gatherMs: number;
  readonly clock: Clock;
}

export const createRoomWrites = ({ audience, memberOf, gatherMs, clock }: RoomWritesOptions): RoomWrites => {
  let waiting: RoomWrite[] = [];
  let waitingBytes = 0;
  let timer: Timer | null = null;
  let writtenMs = Number.NEGATIVE_INFINITY;

  const flush = (): void => {
    timer?.cancel();
    timer = null;
    if (waiting.length === 0) return;
    const writes = waiting;
    waiting = [];
    waitingBytes = 0;
    writtenMs = clock.monotonicMs();
    const forAll = joined(writes.map(({ frame }) => frame));
    const causers = writes.flatMap(({ except }) => (except && memberOf(except.memberId)) ?? []);
    const inTheirWay = [...new Set(causers)].filter(audience.has);
    audience.sendToAll(forAll, inTheirWay);
    for (const member of inTheirWay) member.send(joined(writes.map((write) => frameFor(member.id, write))));
  };

  return {
    push: (write) => {
      waiting.push(write);
      waitingBytes += write.frame.webSocket().length;
      if (waiting.length >= MOST_WAITING || waitingBytes >= MOST_WAITING_BYTES) flush();
      else if (!timer && clock.monotonicMs() - writtenMs >= gatherMs) flush();
      else timer ??= clock.after(gatherMs, flush);
    },
    flush,
    stop: () => {
      timer?.cancel();
      timer = null;
      waiting = [];
      waitingBytes = 0;
    },
  };
};

/** What one reader gets of it. */
export const frameFor = (readerId: string, { frame, except }: RoomWrite): Outgoing =>
  except?.memberId === readerId ? except.own : frame;
