import type { Clock, Timer } from '@livestreamer/clock';
import { CLOSE, type ClientMessage, clientMessageSchema } from '@livestreamer/contracts';
import type { RawData, WebSocket } from 'ws';
import type { RealtimeCounters } from './realtime-counters.ts';
import type { RealtimeLimits } from './realtime-limits.ts';
import type { RoomMember } from './realtime-room.ts';
import type { RealtimeRooms } from './realtime-rooms.ts';
import { serverFrame } from './server-frames.ts';

/** One of the ways in which we close a connection. */
type Close = (typeof CLOSE)[keyof typeof CLOSE];

/**
 * One WebSocket.
 *
 * | state   | meaning                                              | until                                    |
 * | ------- | ---------------------------------------------------- | ---------------------------------------- |
 * | open    | welcome was said; it hears its rooms and is heard     | we close it, it closes, or bytes are wrong |
 * | closing | left its rooms; is neither heard nor told anything    | the handshake is over, or its deadline     |
 * | gone    | nothing is left of it                                | –                                        |
 */
export interface RealtimeConnection {
  close(why: Close): void;
}

interface RealtimeConnectionOptions {
  readonly socket: WebSocket;
  readonly id: string;
  readonly rooms: RealtimeRooms;
  readonly limits: RealtimeLimits;
  readonly counters: RealtimeCounters;
  readonly clock: Clock;
  readonly onGone: () => void;
}

export const createRealtimeConnection = (options: RealtimeConnectionOptions): RealtimeConnection => {
  const { socket, id, rooms, limits, counters, clock, onGone } = options;
  const joined = new Set<string>();
  let open = true;
  let deadline: Timer | null = null;

  const serverTime = (): string => new Date(clock.now()).toISOString();

  /** Nothing is said to a connection whose outbox is full: it is closed. */
  const tell = (send: () => void): void => {
    if (!open || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.outboxBytes) {
      counters.closedSlow += 1;
      close(CLOSE.SLOW_CONSUMER);
    } else send();
  };
  const member: RoomMember = { send: (frame) => tell(() => socket.send(frame, { binary: false })) };

  const heartbeat = clock.every(limits.heartbeatMs, () =>
    member.send(serverFrame({ type: 'ping', serverTime: serverTime() })),
  );
  const listenForSilence = (): Timer =>
    clock.after(limits.silenceMs, () => {
      counters.closedSilent += 1;
      close(CLOSE.SILENT);
    });
  let silence = listenForSilence();

  const leave = (): void => {
    open = false;
    heartbeat.cancel();
    silence.cancel();
    for (const room of joined) rooms.unsubscribe(member, room);
    joined.clear();
    deadline ??= clock.after(limits.closeDeadlineMs, () => socket.terminate());
  };

  const close = ({ code, reason }: Close): void => {
    if (!open) return;
    leave();
    socket.close(code, reason);
  };

  const heed = (message: ClientMessage): void => {
    if (message.type === 'unsubscribe') {
      if (joined.delete(message.room)) rooms.unsubscribe(member, message.room);
    } else if (message.type === 'subscribe') {
      joined.add(message.room);
      if (joined.size > limits.roomsPerConnection) {
        counters.closedTooManyRooms += 1;
        close(CLOSE.TOO_MANY_ROOMS);
      } else rooms.subscribe(member, message.room, message.resume ?? null);
    }
  };

  socket.on('message', (frame, isBinary) => {
    if (!open) return;
    silence.cancel();
    silence = listenForSilence();
    const message = isBinary ? null : readClientMessage(frame);
    if (message) heed(message);
    else {
      counters.closedMalformed += 1;
      close(CLOSE.MALFORMED);
    }
  });
  socket.on('ping', (payload) => tell(() => socket.pong(payload)));
  // `ws` answers wrong bytes and oversized frames itself (1002, 1007, 1009); without this listener they would be thrown.
  socket.on('error', () => {
    if (!open) return;
    counters.closedBroken += 1;
    leave();
  });
  socket.on('close', () => {
    leave();
    deadline?.cancel();
    onGone();
  });

  member.send(
    serverFrame({ type: 'welcome', connectionId: id, heartbeatMs: limits.heartbeatMs, serverTime: serverTime() }),
  );
  return { close };
};

const readClientMessage = (frame: RawData): ClientMessage | null => {
  try {
    return clientMessageSchema.safeParse(JSON.parse(frame.toString())).data ?? null;
  } catch {
    return null;
  }
};
