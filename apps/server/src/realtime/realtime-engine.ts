import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '@livestreamer/clock';
import { CLOSE, type RoomEvent } from '@livestreamer/contracts';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Chance, Logger } from '../platform/index.ts';
import { rangeOf } from '../platform/limits/index.ts';
import { createLatestEvents } from './latest-events.ts';
import { createRealtimeConnection, type RealtimeConnection } from './realtime-connection.ts';
import { createRealtimeCounters, type RealtimeCounters } from './realtime-counters.ts';
import { REALTIME_LIMITS, type RealtimeLimits } from './realtime-limits.ts';
import { createRealtimeRooms, type RealtimeRoomsOptions } from './realtime-rooms.ts';
import type { RoomBus, RoomBusCounters } from './room-bus.ts';

/** Events to rooms over WebSocket. Knows nothing of stations or people. */
export interface Realtime {
  /** For the `upgrade` event of an HTTP server, on the path of the realtime WebSocket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends an event to everybody in the room, at once. */
  publish(room: string, event: RoomEvent): void;
  /** For figures: at most one of a type in `LIMITS.realtime.coalesceMs`; the newest wins. What waits is dropped when `publish` sends a newer one. */
  publishLatest(room: string, event: RoomEvent): void;
  report(): RealtimeReport;
  /** Closes every connection with `CLOSE.RESTARTING`; ends when they are gone. Refuses new ones. */
  stop(): Promise<void>;
}

export interface RealtimeReport extends Readonly<RealtimeCounters>, Readonly<RoomBusCounters> {
  /** Open now. */
  readonly connections: number;
  /** Rooms kept on this node now. */
  readonly rooms: number;
}

interface RealtimeOptions {
  readonly bus: RoomBus;
  readonly snapshotOf: RealtimeRoomsOptions['snapshotOf'];
  readonly originAllowed: (origin: string | undefined, host: string | undefined) => boolean;
  /** The address of the person, also behind a trusted proxy. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
  readonly limits?: Partial<RealtimeLimits>;
}

export const createRealtime = (options: RealtimeOptions): Realtime => {
  const { bus, snapshotOf, originAllowed, addressOf, clock, chance, log } = options;
  const limits = { ...REALTIME_LIMITS, ...options.limits };
  const counters = createRealtimeCounters();
  const rooms = createRealtimeRooms({ bus, snapshotOf, counters, clock, chance, log });
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false, // pongs go through the bounded outbox too
    maxPayload: limits.frameBytes,
  });
  const connections = new Set<RealtimeConnection>();
  const perAddress = new Map<string, number>();
  let stopping = false;
  let onLastGone = (): void => undefined;

  const publish = (room: string, event: RoomEvent): void => {
    if (stopping) return;
    counters.published += 1;
    bus.publish(room, event);
  };
  const onReplaced = (): void => {
    counters.replaced += 1;
  };
  const latest = createLatestEvents({ clock, publish, onReplaced });

  const count = (address: string, change: 1 | -1): void => {
    const open = (perAddress.get(address) ?? 0) + change;
    if (open > 0) perAddress.set(address, open);
    else perAddress.delete(address);
  };

  const accept = (socket: WebSocket, address: string): void => {
    counters.opened += 1;
    count(address, 1);
    const connection = createRealtimeConnection({
      socket,
      id: chance.shortId(),
      rooms,
      limits,
      counters,
      clock,
      onGone: () => {
        count(address, -1);
        connections.delete(connection);
        if (connections.size === 0) onLastGone();
      },
    });
    connections.add(connection);
  };

  return {
    handleUpgrade: (request, socket, head) => {
      const address = rangeOf(addressOf(request));
      if (stopping) refuse(socket, '503 Service Unavailable');
      else if (!originAllowed(request.headers.origin, request.headers.host)) {
        counters.refusedOrigins += 1;
        refuse(socket, '403 Forbidden');
      } else if ((perAddress.get(address) ?? 0) >= limits.connectionsPerAddress) {
        counters.refusedAddresses += 1;
        refuse(socket, '429 Too Many Requests');
      } else server.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, address));
    },
    publish: (room, event) => {
      latest.outdate(room, event.type);
      publish(room, event);
    },
    publishLatest: latest.offer,
    report: () => ({ connections: connections.size, rooms: rooms.size, ...counters, ...bus.counters }),
    stop: async () => {
      stopping = true;
      latest.stop();
      const allGone = new Promise<void>((resolve) => {
        onLastGone = resolve;
        if (connections.size === 0) resolve();
      });
      for (const connection of connections) connection.close(CLOSE.RESTARTING);
      await allGone;
      rooms.stop();
    },
  };
};

/** Answers in HTTP and closes. The socket may break at any moment, and nobody else listens to it. */
const refuse = (socket: Duplex, status: string): void => {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
