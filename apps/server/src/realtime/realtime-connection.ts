import type { Clock, Timer } from '@livestreamer/clock';
import { CLOSE, type ClientMessage } from '@livestreamer/contracts';
import { createMessageAllowance } from './message-allowance.ts';
import { countClose, type RealtimeCounters } from './realtime-counters.ts';
import type { RealtimeLimits } from './realtime-limits.ts';
import type { RealtimePerson } from './realtime-person.ts';
import type { RealtimeRooms } from './realtime-rooms.ts';
import type { RoomMember } from './room-member.ts';
import { type Outgoing, pongFrame, serverFrame } from './server-frames.ts';
import type { SocketOutbox } from './socket-outbox.ts';

/** One of the ways in which we close a connection. */
export type Close = (typeof CLOSE)[keyof typeof CLOSE];

/** What bytes go through: a WebSocket, or a reply of server-sent events. */
export interface RealtimeLine {
  /** What was written and the kernel has not taken yet. */
  readonly waitingBytes: number;
  /** Whether the client can say something on it, and is silent when it does not. */
  readonly isTwoWay: boolean;
  /** Null: it is no WebSocket. */
  readonly outbox: SocketOutbox | null;
  /** Nothing when the line is closed already; and says `full` to its connection instead when too much waits that the kernel has not taken. */
  write(outgoing: Outgoing): void;
  /** Says why, and closes in order. */
  close(why: Close): void;
  /** Without a word. */
  cut(): void;
}

/**
 * One page.
 *
 * | state   | meaning                                              | until                                    |
 * | ------- | ---------------------------------------------------- | ---------------------------------------- |
 * | open    | welcome was said; it hears its rooms and is heard     | we close it, it closes, or bytes are wrong |
 * | closing | left its rooms; is neither heard nor told anything    | the line is gone, or its deadline          |
 * | gone    | nothing is left of it                                | –                                        |
 */
export interface RealtimeConnection {
  readonly person: RealtimePerson;
  readonly line: Pick<RealtimeLine, 'waitingBytes' | 'isTwoWay'>;
  /** By which the person was known. */
  readonly cookie: string | null;
  readonly isOpen: boolean;
  /** Something came; null: it is no message of ours. */
  heed(message: ClientMessage | null): void;
  /** A ping of the protocol itself; its pong goes the way of everything else, and is bounded like it. */
  pinged(payload: Buffer): void;
  /** Too much waits for whoever reads it. */
  full(): void;
  /** The bytes are wrong, and the line closes by itself. */
  broken(): void;
  /** The line is gone, with the code that was said last on it. */
  gone(code: number): void;
  close(why: Close): void;
}

interface RealtimeConnectionOptions {
  readonly line: RealtimeLine;
  readonly id: string;
  readonly person: RealtimePerson;
  readonly cookie: string | null;
  /** Whether everything from where it comes is refused by now. */
  readonly isBanned: () => boolean;
  readonly rooms: RealtimeRooms;
  readonly limits: RealtimeLimits;
  readonly counters: RealtimeCounters;
  readonly clock: Clock;
  readonly onGone: () => void;
}

export const createRealtimeConnection = (options: RealtimeConnectionOptions): RealtimeConnection => {
  const { line, id, person, cookie, isBanned, rooms, limits, counters, clock, onGone } = options;
  const joined = new Set<string>();
  const allowance = createMessageAllowance({ burst: limits.messageBurst, perS: limits.messagesPerS, clock });
  let open = true;
  let over = false;
  let deadline: Timer | null = null;
  let closedBy: Close | null = null;

  const serverTime = (): string => new Date(clock.now()).toISOString();

  const tell = (outgoing: Outgoing): void => {
    if (open) line.write(outgoing);
  };
  // Who is not open is in no room. So rooms write to the line itself.
  const member: RoomMember = { id, person, outbox: line.outbox, send: line.write };

  const heartbeat = clock.every(limits.heartbeatMs, () => {
    if (isBanned()) close(CLOSE.IDENTITY_CHANGED);
    else tell(serverFrame({ type: 'ping', serverTime: serverTime() }));
  });
  /** Who cannot answer is asked to come again in place of it. */
  const listenForSilence = (): Timer =>
    line.isTwoWay
      ? clock.after(limits.silenceMs, () => {
          counters.closedSilent += 1;
          close(CLOSE.SILENT);
        })
      : clock.after(limits.replyMs, () => close(CLOSE.ASK_ON));
  let silence = listenForSilence();

  const leave = (): void => {
    open = false;
    heartbeat.cancel();
    silence.cancel();
    for (const room of joined) rooms.unsubscribe(member, room);
    joined.clear();
    deadline ??= clock.after(limits.closeDeadlineMs, line.cut);
  };

  const close = (why: Close): void => {
    if (!open) return;
    closedBy = why;
    leave();
    line.close(why);
  };

  /** Whether it may say something more. */
  const isHeard = (): boolean => {
    if (!open) return false;
    if (allowance.take()) return true;
    counters.closedFlooding += 1;
    close(CLOSE.FLOOD);
    return false;
  };

  const follow = ({ room, resume }: Extract<ClientMessage, { type: 'subscribe' }>): void => {
    joined.add(room);
    if (joined.size > limits.roomsPerConnection) {
      counters.closedTooManyRooms += 1;
      close(CLOSE.TOO_MANY_ROOMS);
    } else rooms.subscribe(member, room, resume ?? null);
  };

  tell(serverFrame({ type: 'welcome', connectionId: id, heartbeatMs: limits.heartbeatMs, serverTime: serverTime() }));

  return {
    person,
    line,
    cookie,
    get isOpen() {
      return open;
    },
    close,
    pinged: (payload) => {
      if (isHeard()) tell(pongFrame(payload));
    },
    heed: (message) => {
      if (!isHeard()) return;
      if (line.isTwoWay) {
        silence.cancel();
        silence = listenForSilence();
      }
      if (!message) {
        counters.closedMalformed += 1;
        close(CLOSE.MALFORMED);
      } else if (message.type === 'subscribe') follow(message);
      else if (message.type === 'unsubscribe' && joined.delete(message.room)) rooms.unsubscribe(member, message.room);
    },
    full: () => {
      if (!open) return;
      counters.closedSlow += 1;
      close(CLOSE.SLOW_CONSUMER);
    },
    broken: () => {
      if (!open) return;
      counters.closedBroken += 1;
      leave();
    },
    gone: (code) => {
      if (over) return;
      over = true;
      countClose(counters, closedBy?.code ?? code);
      leave();
      deadline?.cancel();
      onGone();
    },
  };
};
